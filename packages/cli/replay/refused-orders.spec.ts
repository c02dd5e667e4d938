import { expect, test } from "vitest";
import type { Api } from "../market-api/api.ts";
import type { MappedOrder } from "./order-request.ts";
import type { Reject } from "./reading.ts";
import { fakeMarket } from "./spec-market.ts";
import { order, run } from "./spec-replay.ts";

test("an order that the market refuses leaves no seller, listing or stock that it alone asked for", async () => {
  const market = fakeMarket();
  const good = order("o1", ["a"]);
  const line = good.request.lines[0] ?? expect.unreachable();
  const bad = order("o2", ["fresh"]);
  const refused = { ...bad, request: { ...bad.request, lines: [{ ...line, sku: "fresh", quantity: 0 }] } };
  await run(market.api, [good, refused]);
  expect(market.unitsOnHand()).toBe(3);
  expect(market.requests.filter((request) => request.includes("fresh"))).toEqual([]);
});

test("a line with the id of an order that has other content is a conflict, named, and nothing is put on offer for it", async () => {
  const market = fakeMarket();
  const rejects: Reject[] = [];
  const onReject = (reject: Reject) => rejects.push(reject);
  const other = order("o1", ["b", "c"]);
  const tally = await run(market.api, [order("o1", ["a"]), other, order("o1", ["a"]), order("o1", ["a"])], {
    onReject,
  });
  expect(tally).toMatchObject({
    read: 4,
    accepted: 1,
    duplicates: 2,
    rejected: { conflict: 1 },
    rejectedTotal: "12.00",
  });
  expect(rejects).toEqual([
    {
      line: 2,
      externalId: "o1",
      reason: "conflict",
      field: "/lines",
      detail: "the market has it as ord_1: 0 of s1/b at 2.00 USD there, 3 here",
      total: "12.00",
      source: "line 2",
    },
  ]);
  expect(market.unitsOnHand()).toBe(3);

  const again = await run(market.api, [other, order("o1", ["a"])], { onReject });
  expect(again).toMatchObject({ accepted: 0, duplicates: 1, rejected: { conflict: 1 }, rejectedTotal: "12.00" });
  expect(market.unitsOnHand()).toBe(3);
});

test("a corrected line is accepted where the market refused the first of its id", async () => {
  const first = order("o1", ["a"]);
  const line = first.request.lines[0] ?? expect.unreachable();
  const broken = { ...first, request: { ...first.request, lines: [{ ...line, quantity: 0 }] } };
  const tally = await run(fakeMarket().api, [broken, first]);
  expect(tally).toMatchObject({ read: 2, accepted: 1, rejected: { invalid: 1 } });
});

test("what was raised for an order that lost the rush every time is taken back, and what others bought stays theirs", async () => {
  const market = fakeMarket();
  let bought = 0;
  const greedy: Api = async (request) => {
    const body = request.body as MappedOrder["request"] | undefined;
    if (request.method === "POST" && body?.externalId === "o1") {
      const [{ quantity: _, ...line }] = order("", ["a"]).request.lines as [MappedOrder["request"]["lines"][number]];
      const theirs = { ...order(`theirs ${bought}`, []).request, lines: [{ ...line, quantity: 2 }] };
      const { status } = await market.api({ method: "POST", path: "/orders", body: theirs });
      if (status === 201) bought += 2;
    }
    return market.api(request);
  };
  const tally = await run(greedy, [order("o1", ["a"]), order("o2", ["b"])]);
  expect(tally).toMatchObject({ accepted: 1, rejected: { "out-of-stock": 1 } });
  expect(bought).toBeGreaterThan(0);
  expect(market.unitsOnHand()).toBe(3 + bought);
});

test("a gift names no price for its listing where somebody pays for the same goods", async () => {
  const market = fakeMarket();
  const free = { amount: "0.00", currency: "USD" };
  const gift = order("o1", ["a"]);
  const given = { ...gift, wanted: gift.wanted.map((line) => ({ ...line, price: free })) };
  await run(market.api, [given, order("o2", ["a"])]);
  expect(market.pricesOf("a")).toEqual(["2.00"]);
});
