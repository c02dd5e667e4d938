import type { Instant } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import type { OrderPort } from "./order-port.ts";
import { planShipments } from "./planning.ts";
import type { PlannedShipment } from "./shipment.ts";
import type { ShipmentStore } from "./shipment-store.ts";
import { withdrawLines } from "./withdraw-lines.ts";

/** One transaction takes 100 writes; a page of shipments stays well below. */
const shipmentsPerWrite = 40;

/**
 * Plans the shipments of a confirmed order, and lets the order note them. Planning again plans nothing twice, and what a
 * dead process left undone.
 * @throws Error when there is no such order
 */
export async function planOrder(
  {
    shipments: store,
    orders,
  }: { readonly shipments: ShipmentStore; readonly orders: Pick<OrderPort, "linesOf" | "allocate"> },
  orderId: OrderId,
  now: Instant,
): Promise<void> {
  const planned = planShipments(orderId, await linesOf(orders, orderId));
  for (let at = 0; at < planned.length; at += shipmentsPerWrite)
    await createMissing(store, planned.slice(at, at + shipmentsPerWrite), now);
  const noted = planned.map(({ id, lines }) => ({ shipmentId: id, lineIds: lines.map(({ lineId }) => lineId) }));
  if (noted.length > 0) await orders.allocate(orderId, noted, now);
  await withdrawCancelledMeanwhile(store, orders, orderId, now);
}

async function createMissing(store: ShipmentStore, planned: readonly PlannedShipment[], now: Instant): Promise<void> {
  for (let missing = planned; missing.length > 0; ) {
    const existing = new Set(await store.create(missing, now));
    if (existing.size === 0) return;
    missing = missing.filter(({ id }) => !existing.has(id));
  }
}

/** Units cancelled between reading the order and writing the plan: their cancellation found no shipment to take them from.
 *  All that is cancelled is looked at, for the plan may be that of a process that died before it came here. */
async function withdrawCancelledMeanwhile(
  store: ShipmentStore,
  orders: Pick<OrderPort, "linesOf">,
  orderId: OrderId,
  now: Instant,
): Promise<void> {
  await withdrawLines(store, { orderId, lines: await linesOf(orders, orderId) }, now);
}

async function linesOf(orders: Pick<OrderPort, "linesOf">, orderId: OrderId) {
  const lines = await orders.linesOf(orderId);
  if (!lines) throw new Error("there is no order to plan for");
  return lines;
}
