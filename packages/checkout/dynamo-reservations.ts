import { holdWrites, takeRefusals } from "#inventory/hold-writes";
import { eventIds } from "#kernel/event";
import { newId } from "#kernel/ids";
import { dynamoOrderStore } from "#ordering/dynamo-order-store";
import { ordersInStatus } from "#ordering/dynamo-orders-in-status";
import { changedOrder } from "#ordering/order-change-writes";
import { pageWrites } from "#ordering/order-writes";
import { readMany } from "#platform/dynamo";
import { transact } from "#platform/transaction";
import type { ReservationStore } from "./checkout-store.ts";
import { chunkOf } from "./draft.ts";
import type { CheckoutTables } from "./dynamo-checkout-store.ts";
import { readShelves, stockReads } from "./dynamo-stock-reads.ts";
import { distinctKeys } from "./keys.ts";
import { planRemoval, planWrite, readPlan } from "./plan-item.ts";

/** Orders of one index partition that one look finds; the next look finds the next ones. */
const perPartition = 25;

/** Large orders that take their stock chunk by chunk. */
export function dynamoReservations(tables: CheckoutTables): ReservationStore {
  const { dynamo, orderingTable, inventoryTable, nodeIds } = tables;
  const ordering = { dynamo, table: orderingTable };
  const orders = dynamoOrderStore(ordering);
  return {
    readStock: async (keys) => {
      const first = await readMany({ dynamo }, stockReads(inventoryTable, nodeIds, keys), "strong");
      return readShelves({ dynamo, table: inventoryTable }, nodeIds, keys, first, "strong");
    },
    findWaiting: async (id) => {
      const found = await orders.find(id);
      if (found?.order.status !== "reserving") return undefined;
      const takes = await readPlan(ordering, id);
      return { order: found.order, lines: found.lines, ...(takes && { takes }) };
    },
    takeChunk: async ({ order, lines, takes }, events, at) => {
      const recording = { at, nextId: () => newId(eventIds), seen: new Set<string>() };
      const { next, writes } = changedOrder(orderingTable, order, events, recording);
      const anew = events.some(({ type }) => type === "order-replanned");
      const plan = { held: planRemoval, reserving: anew ? planWrite : undefined }[next.status as "held" | "reserving"];
      const own = [
        ...writes,
        ...(plan ? [plan(orderingTable, order.id, takes, at)] : []),
        ...(anew ? pageWrites(orderingTable, order.id, lines) : []),
      ];
      const chunk = chunkOf(takes, order.nextChunk);
      const holds = holdWrites(inventoryTable, order.id, chunk, { chunk: order.nextChunk, at });
      const outcome = await transact(dynamo, [...own, ...holds]);
      if (outcome.outcome === "written") return { outcome: next.status === "held" ? "held" : "taken" };
      const { short } = takeRefusals(chunk, outcome.refusals, own.length);
      const gone = outcome.refusals.some(({ index }) => index === 0) || short.length === 0;
      if (gone) return { outcome: "changed-meanwhile" };
      return { outcome: "refused", keys: distinctKeys(short.map(({ take }) => take)) };
    },
    waiting: () => ordersInStatus(ordering, "reserving", perPartition),
  };
}
