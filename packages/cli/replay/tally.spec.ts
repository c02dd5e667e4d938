import { expect, test } from "vitest";
import type { Minor } from "#kernel/money";
import { tallying } from "./tally.ts";

const tally = () => tallying({ code: "BRL", exponent: 2 });

test("every line is counted once, and sums are exact", () => {
  const counted = tally();
  counted.add({ kind: "accepted" }, { total: 10 as Minor }, 12);
  counted.add({ kind: "accepted" }, { total: 20 as Minor }, 14);
  counted.add({ kind: "duplicate" }, { total: 999 as Minor }, 3);
  counted.add({ kind: "rejected", code: "invalid" }, { total: -5 as Minor }, 4);
  counted.add({ kind: "rejected", code: "constructor" }, { total: 7 as Minor });
  expect(counted.result(2)).toEqual({
    read: 5,
    accepted: 2,
    duplicates: 1,
    rejected: { invalid: 1, constructor: 1 },
    acceptedTotal: "0.30",
    rejectedTotal: "0.02",
    currency: "BRL",
    discounts: "0.00",
    leftOut: { tax: { orders: 0, amount: "0.00" }, refunds: { orders: 0, amount: "0.00" } },
    ordersPerSecond: 2,
    latencyMs: { p50: 4, p95: 14, p99: 14 },
  });
});

test("discounts, and what a market does not take over, are told of accepted orders", () => {
  const counted = tally();
  const total = 5000 as Minor;
  counted.add({ kind: "accepted" }, { total, discount: 125 as Minor, leftOut: { tax: 7 as Minor } });
  counted.add(
    { kind: "accepted" },
    { total, discount: 25 as Minor, leftOut: { tax: 8 as Minor, refunded: 900 as Minor } },
  );
  counted.add({ kind: "duplicate" }, { total, discount: 25 as Minor, leftOut: { tax: 9 as Minor } });
  expect(counted.result(1)).toMatchObject({
    acceptedTotal: "100.00",
    discounts: "1.50",
    leftOut: { tax: { orders: 2, amount: "0.15" }, refunds: { orders: 1, amount: "9.00" } },
  });
});

test("sums may be larger than any order's", () => {
  const counted = tallying({ code: "JPY", exponent: 0 });
  const total = Number.MAX_SAFE_INTEGER as Minor;
  for (const _ of [1, 2, 3]) counted.add({ kind: "rejected", code: "invalid" }, { total });
  expect(counted.result(1).rejectedTotal).toBe("27021597764222973");
});

test("nothing sent is no speed", () => {
  expect(tally().result(0)).toMatchObject({ ordersPerSecond: 0, latencyMs: { p50: null, p95: null, p99: null } });
});
