import { expect, test } from "vitest";
import type { Api } from "../market-api/api.ts";
import type { MappedOrder } from "./order-request.ts";
import type { EndedOrder, Reading, Reject } from "./reading.ts";
import { fakeMarket } from "./spec-market.ts";
import { order, run } from "./spec-replay.ts";

const unreadable = {
  outcome: "rejected",
  reason: "unreadable",
  externalId: undefined,
  total: 0 as MappedOrder["total"],
} as const;

/** Forty orders of a few keys, and one line that is none. */
const file: readonly Reading["reading"][] = [
  ...Array.from({ length: 40 }, (_, index) => order(`o${index}`, [`a${index % 7}`, `b${index % 3}`, `a${index % 7}`])),
  unreadable,
];

test("a file goes into an empty market, with exactly the stock it needs", async () => {
  const market = fakeMarket();
  const tally = await run(market.api, file);
  expect(tally).toMatchObject({
    read: 41,
    accepted: 40,
    duplicates: 0,
    rejected: { unreadable: 1 },
    acceptedTotal: "720.00",
  });
  expect(market.unitsOnHand()).toBe(40 * 9);
});

test("run again it accepts nothing, and asks for each order without putting anything on offer", async () => {
  const market = fakeMarket();
  await run(market.api, file);
  market.requests.length = 0;
  const tally = await run(market.api, file);
  expect(tally).toMatchObject({
    read: 41,
    accepted: 0,
    duplicates: 40,
    rejected: { unreadable: 1 },
    acceptedTotal: "0.00",
  });
  expect(market.unitsOnHand()).toBe(40 * 9);
  expect(new Set(market.requests)).toEqual(new Set(["POST /orders"]));
  expect(market.orders.size).toBe(40);
});

test.each([1, 3, 16])(
  "a part first and the whole afterwards is the same as the whole, with %i workers",
  async (workers) => {
    const market = fakeMarket();
    expect(await run(market.api, file.slice(0, 13), { workers })).toMatchObject({ read: 13, accepted: 13 });
    expect(await run(market.api, file, { workers })).toMatchObject({ read: 41, accepted: 27, duplicates: 13 });
    expect(market.unitsOnHand()).toBe(40 * 9);
  },
);

test.each([1, 5, 20, 33, 60])("broken off at request %i it is finished by another run", async (last) => {
  const market = fakeMarket();
  let sent = 0;
  const broken: Api = (request) => (++sent > last ? Promise.reject(new Error("gone")) : market.api(request));
  await expect(run(broken, file)).rejects.toThrow("gone");
  const before = market.orders.size;
  expect(await run(market.api, file)).toMatchObject({ read: 41, accepted: 40 - before, duplicates: before });
  expect(market.unitsOnHand()).toBe(40 * 9);
});

test("a second line with the same order id is a duplicate", async () => {
  const tally = await run(fakeMarket().api, [order("o1", ["a"]), order("o1", ["a"])]);
  expect(tally).toMatchObject({ read: 2, accepted: 1, duplicates: 1, acceptedTotal: "6.00" });
});

test("what the market refuses is counted under its code and told with its line", async () => {
  const bad = order("o2", ["a"]);
  const line = bad.request.lines[0] ?? expect.unreachable();
  const rejects: Reject[] = [];
  const empty = { ...bad, request: { ...bad.request, lines: [{ ...line, quantity: 0 }] } };
  const tally = await run(fakeMarket().api, [order("o1", ["a"]), empty], {
    onReject: (reject) => rejects.push(reject),
  });
  expect(tally).toMatchObject({ accepted: 1, rejected: { invalid: 1 }, rejectedTotal: "6.00" });
  expect(rejects).toEqual([{ line: 2, externalId: "o2", reason: "invalid", total: "6.00", source: "line 2" }]);
});

test("units that others buy meanwhile are replaced", async () => {
  const market = fakeMarket();
  let stolen = false;
  const rush: Api = async (request) => {
    if (request.method === "POST" && !stolen) {
      stolen = true;
      await market.api({ method: "POST", path: "/orders", body: order("somebody else's", ["a"]).request });
    }
    return market.api(request);
  };
  expect(await run(rush, [order("o1", ["a"]), order("o2", ["a"])])).toMatchObject({ accepted: 2, rejected: {} });
});

test("an order whose first answer was lost is still accepted, not a duplicate", async () => {
  const market = fakeMarket();
  const lossy: Api = async (request) => {
    if (request.method === "POST") await market.api(request);
    return { ...(await market.api(request)), uncertain: request.method === "POST" };
  };
  expect(await run(lossy, [order("o1", ["a"])])).toMatchObject({ accepted: 1, duplicates: 0 });
});

test("another caller's order of the same id is not this one", async () => {
  const market = fakeMarket();
  await run(market.api, [order("o1", ["a"])]);
  for (const id of ["o1", "o2"]) market.others.add(id);
  const ended: EndedOrder[] = [];
  const both = ["o1", "o2"].map((id) => order(id, ["a"], { finalState: { kind: "cancelled" } }));
  const tally = await run(market.api, both, { onEnded: (order) => ended.push(order) });
  expect(tally).toMatchObject({ accepted: 1, duplicates: 1 });
  expect(ended.map(({ orderId }) => orderId).sort()).toEqual(["ord_1", "ord_2"]);
});

test("ended are told for new and known orders alike", async () => {
  const market = fakeMarket();
  const doomed = order("o1", ["a"], { finalState: { kind: "cancelled" } });
  const ended: EndedOrder[] = [];
  for (const _ of [1, 2]) await run(market.api, [doomed], { onEnded: (order) => ended.push(order) });
  expect(ended).toEqual(Array(2).fill({ orderId: "ord_1", finalState: { kind: "cancelled" } }));
});
