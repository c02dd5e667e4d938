import type { Instant } from "#kernel/time";
import type { LineId, OrderId } from "#ordering/contracts/ids";
import { decideAndSave } from "#platform/decide-and-save";
import type { OrderPort } from "./order-port.ts";
import type { PlannableLine } from "./planning.ts";
import { withdraw } from "./shipment-decisions.ts";
import { shipmentEntity } from "./shipment-entity.ts";
import { shipmentIdFor } from "./shipment-id.ts";
import type { ShipmentStore } from "./shipment-store.ts";

/** Units of these lines were cancelled. */
export type Cancelled = {
  readonly orderId: OrderId;
  readonly lines: readonly { readonly lineId: LineId }[];
  /** Whether the order was confirmed: nothing is planned of it before. */
  readonly confirmed: boolean;
};

/**
 * Takes cancelled units out of an order's shipments. How many are left is asked of the order, which knows of all its
 * cancellations: then they may be told late, twice or in any order.
 * @throws Error when there is no such order
 */
export async function withdrawCancelled(
  { shipments, orders }: { readonly shipments: ShipmentStore; readonly orders: Pick<OrderPort, "linesOf"> },
  { orderId, lines, confirmed }: Cancelled,
  now: Instant,
): Promise<void> {
  if (!confirmed) return; // the plan will see these units gone
  const named = new Set(lines.map(({ lineId }) => lineId));
  const current = await orders.linesOf(orderId);
  if (!current) throw new Error("lines are cancelled of an order that does not exist");
  await withdrawLines(shipments, { orderId, lines: current.filter(({ lineId }) => named.has(lineId)) }, now);
}

/**
 * Leaves no more in an order's shipments than is left of its lines. Where a shipment is not planned yet nothing is to be
 * done: the plan reads the order again after it is written.
 * @param lines as they are now
 * @throws Error when units have left although they are cancelled: the order forbids that, so people must look
 */
export async function withdrawLines(
  store: ShipmentStore,
  { orderId, lines }: { readonly orderId: OrderId; readonly lines: readonly PlannableLine[] },
  now: Instant,
): Promise<void> {
  const left = new Map(lines.map(({ lineId, quantity }) => [lineId, quantity]));
  const shrunk = lines.filter(({ cancelledQuantity }) => cancelledQuantity > 0);
  for (const id of new Set(shrunk.map((line) => shipmentIdFor(orderId, line)))) {
    const decide = (shipment: Parameters<typeof withdraw>[0]) => withdraw(shipment, left);
    const changed = await decideAndSave(shipmentEntity, store.at(id), { decide, at: now });
    if (changed.outcome === "rejected") throw new Error(`shipment ${id} left with units that are cancelled`);
  }
}
