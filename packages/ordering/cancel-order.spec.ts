import { expect, test } from "vitest";
import { anonymous } from "#platform/caller";
import { cancelOrder } from "./cancel-order.ts";
import type { OrderStore } from "./order-store.ts";
import type { OrderChange } from "./order-writes.ts";
import { heldOrder, noon, orderId, threeLines } from "./spec-orders.ts";

test.each([
  ["operations", ["operations"], undefined, "operations", 650],
  ["support", ["support"], undefined, "operations", 650],
  ["storefront", [], undefined, "buyer", 650],
  ["a seller", ["seller"], new Set(["ada"]), "seller", 300],
  ["a seller of ours", ["operations", "seller"], new Set(["ada"]), "seller", 300],
] as const)("what %s cancels is told as asked for by whom", async (id, groups, sellerIds, cause, amount) => {
  const caller = { ...anonymous, id, groups: new Set(groups), sellerIds };
  const idempotency = { caller, routeKey: "POST /orders/{id}/cancellation", fingerprint: "one", idempotencyKey: "key" };
  const saved: OrderChange[] = [];
  const orders = {
    findReply: async () => undefined,
    findWithPersonalData: async () => ({ order: heldOrder(), lines: threeLines }),
    atWithReasons: () => ({
      load: async () => ({ state: heldOrder(), seen: new Set(), beside: { lines: threeLines } }),
      save: async (change: OrderChange) => {
        saved.push(change);
        return "saved";
      },
    }),
  } as unknown as OrderStore;
  const cancellation = { reason: "changed my mind" };
  const command = { id: orderId, cancellation, caller, now: noon, idempotency };
  expect(await cancelOrder({ orders, readPayment: async () => undefined }, command)).toMatchObject({ status: 200 });
  expect(saved.flatMap(({ integrationEvents }) => integrationEvents)).toMatchObject([{ data: { cause, amount } }]);
});

test("an order that another machine placed does not exist for a machine, and stays as it is", async () => {
  const caller = { ...anonymous, id: "another-storefront" };
  const idempotency = { caller, routeKey: "POST /orders/{id}/cancellation", fingerprint: "one", idempotencyKey: "key" };
  const orders = {
    findReply: async () => undefined,
    atWithReasons: () => ({
      load: async () => ({ state: heldOrder(), seen: new Set(), beside: { lines: threeLines } }),
      save: async () => {
        throw new Error("nothing may be written");
      },
    }),
  } as unknown as OrderStore;
  const command = { id: orderId, cancellation: { reason: "not mine" }, caller, now: noon, idempotency };
  expect(await cancelOrder({ orders, readPayment: async () => undefined }, command)).toMatchObject({
    problem: "not-found",
  });
});
