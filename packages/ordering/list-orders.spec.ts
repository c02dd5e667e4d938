import { expect, test } from "vitest";
import type { SellerId } from "#kernel/codes";
import { daysInSeconds, plusSeconds } from "#kernel/time";
import type { Caller } from "#platform/caller";
import { cursorOf } from "#platform/page";
import { listOrders } from "./list-orders.ts";
import type { OrderList } from "./order-store.ts";
import { heldOrder, noon, threeLines } from "./spec-orders.ts";

const operations: Caller = {
  id: "operations-1",
  scopes: new Set(["orders/read"]),
  groups: new Set(["operations"]),
  sellerIds: undefined,
};
const list: OrderList = async () => ({
  items: [{ order: heldOrder(), lines: threeLines }],
  next: null,
});
const ports = { list, readPayments: async () => new Map() };

test.each([[""], ["zzz"], ["\ud800"]])("a position that is no order's (%j) is refused by name", async (position) => {
  const query = { limit: 25, after: cursorOf([position]) };
  expect(await listOrders(ports, { query, caller: operations, now: noon })).toMatchObject({
    problem: "invalid",
    errors: [{ pointer: "query:after" }],
  });
});

test("an external id and a seller together mean both", async () => {
  const of = (sellerId: SellerId) =>
    listOrders(ports, { query: { limit: 25, externalId: "7", sellerId }, caller: operations, now: noon });
  const [line] = threeLines;
  expect(await of(line?.sellerId ?? "")).toMatchObject({ body: { items: [{ id: heldOrder().id }] } });
  expect(await of("nobody")).toMatchObject({ body: { items: [] } });
});

test("a machine asks for what it placed itself, and is shown nothing else", async () => {
  const asked: unknown[] = [];
  const noted: OrderList = (filter, page) => {
    asked.push(filter);
    return list(filter, page);
  };
  const items = async (id: string) => {
    const caller: Caller = { ...operations, id, groups: new Set() };
    const answer = await listOrders({ ...ports, list: noted }, { query: { limit: 25 }, caller, now: noon });
    return ("body" in answer ? (answer.body as { items: unknown[] }) : { items: undefined }).items;
  };
  expect(await items("storefront")).toHaveLength(1);
  expect(await items("another-storefront")).toEqual([]);
  expect(asked).toEqual([
    expect.objectContaining({ placedBy: "storefront" }),
    expect.objectContaining({ placedBy: "another-storefront" }),
  ]);
});

test("changes are told of thirty days, and of no time before", async () => {
  const since = (days: number) =>
    listOrders(ports, {
      query: { limit: 25, changedSince: plusSeconds(noon, -daysInSeconds(days)) },
      caller: operations,
      now: noon,
    });
  expect(await since(30)).toMatchObject({ status: 200 });
  expect(await since(31)).toMatchObject({ problem: "invalid", errors: [{ pointer: "query:changedSince" }] });
});
