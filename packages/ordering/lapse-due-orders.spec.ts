import { expect, test } from "vitest";
import { lapseDueOrders } from "./lapse-due-orders.ts";
import type { OrderStore } from "./order-store.ts";
import { heldOrder, later, orderId } from "./spec-orders.ts";

test("one order that cannot be read holds up no other, and is told as failed", async () => {
  const stuck = `${orderId.slice(0, -1)}1` as typeof orderId;
  const headAt: OrderStore["headAt"] = (id) => ({
    load: async () => {
      if (id === stuck) throw new Error("unreachable");
      return { state: heldOrder(), seen: new Set(), beside: undefined };
    },
    save: async () => "saved",
  });
  const due = [stuck, orderId].map((id) => ({ id, dueAt: later }));
  const run = await lapseDueOrders({ findDue: async () => due, orders: { headAt } as OrderStore }, later);
  expect(run).toEqual({ lapsed: 1, failed: 1, lagSeconds: 0 });
});
