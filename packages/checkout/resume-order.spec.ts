import { expect, test } from "vitest";
import type { NodeId, Sku } from "#kernel/codes";
import { plusSeconds } from "#kernel/time";
import { placeOrder } from "./place-order.ts";
import { resumeOrder } from "./resume-order.ts";
import { resumeWaitingOrders } from "./resume-waiting-orders.ts";
import { key, memory, nodeIds, now, request } from "./spec-checkout.ts";

const [first = "", second = ""] = nodeIds;
const skus = Array.from({ length: 100 }, (_, index) => `S${String(index).padStart(3, "0")}`);
const at = (nodeId: NodeId, sku: Sku, ...buckets: number[]) => ({ ...key(sku), nodeId, buckets });

/** An order of a hundred keys, one unit each, of which the first forty are taken. */
async function reserving() {
  const tables = memory(skus.map((sku) => at(first, sku, 1)));
  await placeOrder(tables.ports, request({ lines: skus.map((sku) => ({ ...key(sku), quantity: 1 })) }));
  const [id] = tables.orders.keys();
  if (!id) throw new Error("no order was placed");
  return { ...tables, id, order: () => tables.orders.get(id) };
}

test("it goes on chunk by chunk until the order is held", async () => {
  const { ports, id, order, left } = await reserving();
  expect(await resumeOrder(ports, id, now, 1)).toBe("taken");
  expect(await resumeOrder(ports, id, now, 2)).toBe("held");
  expect(order()?.order).toMatchObject({ status: "held", dueAt: plusSeconds(now, 900) });
  expect(left()).toBe(0);
});

test("a chunk that was taken is not taken again, however often it is told of", async () => {
  const { ports, id, left } = await reserving();
  const steps = await Promise.all([1, 1, 1].map((chunk) => resumeOrder(ports, id, now, chunk)));
  expect(steps.filter((step) => step === "taken")).toHaveLength(1);
  expect(await resumeOrder(ports, id, now, 1)).toBe("idle");
  expect(left()).toBe(20);
});

test("the sweep finishes what was interrupted", async () => {
  const { ports, order } = await reserving();
  expect(await resumeWaitingOrders(ports, plusSeconds(now, 90))).toEqual({
    held: 1,
    refused: 0,
    failed: 0,
    lagSeconds: 90,
  });
  expect(order()?.order.status).toBe("held");
});

test("stock that was sold meanwhile comes from another node", async () => {
  const { ports, order, restock } = await reserving();
  restock(at(first, "S090", 0));
  restock(at(second, "S090", 5));
  await resumeWaitingOrders(ports, now);
  expect(order()?.order.status).toBe("held");
  expect(order()?.lines.find(({ sku }) => sku === "S090")?.nodeId).toBe(second);
});

test("an order of which something is sold out everywhere is refused", async () => {
  const { ports, order, restock } = await reserving();
  restock(at(first, "S090", 0));
  expect(await resumeWaitingOrders(ports, now)).toMatchObject({ held: 0, refused: 1 });
  expect(order()?.order).toMatchObject({ status: "refused", statusReason: "out-of-stock" });
});

test("an order whose deadline has passed is refused, and takes nothing more", async () => {
  const { ports, order, left } = await reserving();
  expect(await resumeWaitingOrders(ports, plusSeconds(now, 86_400))).toMatchObject({ refused: 1 });
  expect(order()?.order).toMatchObject({ status: "refused", statusReason: "not-reserved-in-time" });
  expect(left()).toBe(60);
});

test("an order whose plan is gone by now is refused all the same", async () => {
  const { ports, order, left } = await reserving();
  const store: typeof ports.store = {
    ...ports.store,
    findWaiting: async (id) => {
      const found = await ports.store.findWaiting(id);
      return found && { order: found.order, lines: found.lines };
    },
  };
  expect(await resumeWaitingOrders({ ...ports, store }, now)).toMatchObject({ held: 0, refused: 0, failed: 0 });
  expect(await resumeWaitingOrders({ ...ports, store }, plusSeconds(now, 8 * 86_400))).toMatchObject({ refused: 1 });
  expect(order()?.order).toMatchObject({ status: "refused", statusReason: "not-reserved-in-time" });
  expect(left()).toBe(60);
});

test("one order that fails holds up no other, and is told as failed", async () => {
  const { ports, id, order } = await reserving();
  const stuck = `${id.slice(0, -1)}!` as typeof id;
  const store: typeof ports.store = {
    ...ports.store,
    waiting: async () => [stuck, id],
    findWaiting: async (one) => {
      if (one === stuck) throw new Error("unreachable");
      return ports.store.findWaiting(one);
    },
  };
  expect(await resumeWaitingOrders({ ...ports, store }, now)).toMatchObject({ held: 1, failed: 1 });
  expect(order()?.order.status).toBe("held");
});
