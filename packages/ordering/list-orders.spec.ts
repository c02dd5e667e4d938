import { expect, test } from "vitest";
import type { SellerId } from "#kernel/codes";
import type { Caller } from "#platform/caller";
import { cursorOf } from "#platform/page";
import { listOrders } from "./list-orders.ts";
import type { OrderList } from "./order-store.ts";
import { heldOrder, threeLines } from "./spec-orders.ts";

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
  expect(await listOrders(ports, { query, caller: operations })).toMatchObject({
    problem: "invalid",
    errors: [{ pointer: "query:after" }],
  });
});

test("an external id and a seller together mean both", async () => {
  const of = (sellerId: SellerId) =>
    listOrders(ports, { query: { limit: 25, externalId: "7", sellerId }, caller: operations });
  const [line] = threeLines;
  expect(await of(line?.sellerId ?? "")).toMatchObject({ body: { items: [{ id: heldOrder().id }] } });
  expect(await of("nobody")).toMatchObject({ body: { items: [] } });
});
