import { holdWrites, reservationRefusals } from "#inventory/hold-writes";
import { distinctKeys } from "#kernel/codes";
import { dynamoOrderStore } from "#ordering/dynamo-order-store";
import { ordersInStatus } from "#ordering/dynamo-orders-in-status";
import { changeWrites, pageWrites } from "#ordering/order-writes";
import { transactLabelled } from "#platform/transaction";
import type { ReservationStore } from "./checkout-store.ts";
import { type CheckoutTables, readStock } from "./dynamo-context.ts";
import { chunkOf } from "./plan.ts";
import { planRemoval, planWrite, readPlan } from "./plan-items.ts";

/** Orders of one index partition that one query finds; the next one finds the next ones. */
const perPartition = 25;

/** Large orders that take their stock chunk by chunk. */
export function dynamoReservations(tables: CheckoutTables): ReservationStore {
  const { dynamo, orderingTable, inventoryTable } = tables;
  const ordering = { dynamo, table: orderingTable };
  const orders = dynamoOrderStore(ordering);
  return {
    readStock: (keys) => readStock(tables, keys),
    findWaiting: async (id) => {
      const found = await orders.find(id);
      if (found?.order.status !== "reserving") return undefined;
      const reservations = await readPlan(ordering, id);
      return { order: found.order, lines: found.lines, ...(reservations && { reservations }) };
    },
    takeChunk: async ({ order: { id, nextChunk }, lines, reservations }, change) => {
      const { at, events } = change;
      const { status } = change.after.state;
      const anew = events.some(({ type }) => type === "order-reallocated");
      const chunk = chunkOf(reservations, nextChunk);
      const written = await transactLabelled(dynamo, {
        ...changeWrites(orderingTable, change),
        pages: anew ? pageWrites(orderingTable, id, lines) : [],
        newPlan: anew && status === "reserving" ? [planWrite(orderingTable, id, reservations, at)] : [],
        oldPlan: status === "held" ? [planRemoval(orderingTable, id)] : [],
        ...holdWrites(inventoryTable, id, chunk, { chunk: nextChunk, at }),
      });
      if (written.outcome === "written") return { outcome: status === "held" ? "held" : "taken" };
      const { head, ...stock } = written.refusals;
      const { short } = reservationRefusals(chunk, stock);
      if (head || short.length === 0) return { outcome: "changed-meanwhile" };
      return { outcome: "refused", keys: distinctKeys(short.map(({ reservation }) => reservation)) };
    },
    waiting: () => ordersInStatus(ordering, "reserving", perPartition),
  };
}
