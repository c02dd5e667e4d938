import { expect, test } from "vitest";
import type { Instant } from "#kernel/time";
import { marketByCode } from "#markets/directory";
import { quietBar } from "../terminal/progress.ts";
import { dryRun } from "./dry-run.ts";
import type { MappedOrder } from "./order-request.ts";
import type { Reading, Reject } from "./reading.ts";
import { fakeMarket } from "./spec-market.ts";
import { order, run } from "./spec-replay.ts";

const market = marketByCode("us") ?? expect.unreachable();

async function tried(here: ReturnType<typeof fakeMarket>, readings: readonly Reading["reading"][]) {
  const rejects: Reject[] = [];
  const tally = await dryRun({
    readings: async function* () {
      for (const [index, reading] of readings.entries())
        yield { number: index + 1, text: `line ${index + 1}`, reading };
    },
    market,
    api: here.api,
    workers: 4,
    bar: quietBar,
    onReject: (reject) => rejects.push(reject),
  });
  return { tally, reasons: rejects.map(({ line, reason, field, detail }) => [line, reason, field ?? detail]) };
}
const changed = (given: MappedOrder, request: Partial<MappedOrder["request"]>): MappedOrder => ({
  ...given,
  request: { ...given.request, ...request },
});

test("what would come of a file is said before anything is written", async () => {
  const here = fakeMarket();
  await run(here.api, [order("known", ["a"])]);
  here.requests.length = 0;
  const { tally, reasons } = await tried(here, [
    order("known", ["a"]),
    order("known", ["b"]),
    order("new", ["fresh", "other"]),
    order("new", ["other", "fresh"]),
    order("new", ["other"]),
    { outcome: "rejected", reason: "no-lines", externalId: "none", total: 0 as MappedOrder["total"] },
    changed(order("postcode", ["a"]), { buyer: { country: "US", postcode: "2139" } }),
    changed(order("method", ["a"]), { payment: { method: "barter" } }),
    changed(order("future", ["a"]), { placedAt: "2999-01-01T00:00:00.000Z" as Instant }),
  ]);
  expect(tally).toMatchObject({
    read: 9,
    accepted: 1,
    duplicates: 2,
    acceptedTotal: "12.00",
    rejected: { conflict: 2, "no-lines": 1, invalid: 3 },
    rejectedTotal: "30.00",
  });
  expect(reasons.toSorted(([one], [other]) => Number(one) - Number(other))).toEqual([
    [2, "conflict", "line 1 has this id with other content"],
    [5, "conflict", "line 3 has this id with other content"],
    [6, "no-lines", undefined],
    [7, "invalid", expect.stringContaining("/buyer/postcode")],
    [8, "invalid", expect.stringContaining("/payment/method")],
    [9, "invalid", expect.stringContaining("/placedAt")],
  ]);
  expect(here.requests.filter((request) => !request.startsWith("GET /orders?externalId="))).toEqual([]);
  expect(here.orders.size).toBe(1);
});

test("an order that the market has with other content is a conflict that says what differs", async () => {
  const here = fakeMarket();
  await run(here.api, [order("known", ["a"])]);
  const { reasons } = await tried(here, [order("known", ["b"])]);
  expect(reasons).toEqual([[1, "conflict", "/lines"]]);
});
