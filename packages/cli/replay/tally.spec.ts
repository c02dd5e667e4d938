import { expect, test } from "vitest";
import type { Minor } from "#kernel/money";
import { tallying } from "./tally.ts";

const tally = () => tallying({ code: "BRL", exponent: 2 });

test("every line is counted once, and sums are exact", () => {
  const counted = tally();
  counted.add({ kind: "accepted" }, 10 as Minor, 12);
  counted.add({ kind: "accepted" }, 20 as Minor, 14);
  counted.add({ kind: "duplicate" }, 999 as Minor, 3);
  counted.add({ kind: "rejected", code: "invalid" }, -5 as Minor, 4);
  counted.add({ kind: "rejected", code: "constructor" }, 7 as Minor);
  expect(counted.result(2)).toEqual({
    read: 5,
    accepted: 2,
    duplicates: 1,
    rejected: { invalid: 1, constructor: 1 },
    acceptedTotal: "0.30",
    rejectedTotal: "0.02",
    currency: "BRL",
    ordersPerSecond: 2,
    latencyMs: { p50: 4, p95: 14, p99: 14 },
  });
});

test("nothing sent is no speed", () => {
  expect(tally().result(0)).toMatchObject({ ordersPerSecond: 0, latencyMs: { p50: null, p95: null, p99: null } });
});
