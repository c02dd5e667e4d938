import { expect, test } from "vitest";
import { instantOf } from "#kernel/time";
import { anonymous } from "#platform/caller";
import { cancelOrder } from "./cancel-order.ts";
import type { OrderStore } from "./order-store.ts";
import { orderId } from "./spec-orders.ts";

test("a seller cancels no order, and learns nothing of it", async () => {
  const caller = { ...anonymous, id: "seller", sellerIds: new Set(["house"]) };
  const idempotency = { caller, routeKey: "POST /orders/{id}/cancellation", fingerprint: "one", idempotencyKey: "key" };
  const readNothing = () => {
    throw new Error("nothing is to be read");
  };
  const orders = { findReply: readNothing, at: readNothing } as unknown as OrderStore;
  expect(
    await cancelOrder(
      { orders, readPayment: readNothing },
      { id: orderId, cancellation: { reason: "changed my mind" }, caller, now: instantOf(0), idempotency },
    ),
  ).toMatchObject({ problem: "forbidden", status: 403 });
});
