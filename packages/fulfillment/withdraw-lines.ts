import type { NodeId, SellerId } from "#kernel/codes";
import type { Instant } from "#kernel/time";
import type { LineId, OrderId } from "#ordering/contracts/ids";
import { decideAndSave } from "#platform/decide-and-save";
import { withdraw } from "./shipment-decisions.ts";
import { shipmentEntity } from "./shipment-entity.ts";
import { shipmentIdFor } from "./shipment-id.ts";
import type { ShipmentStore } from "./shipment-store.ts";

export type Withdrawal = {
  readonly orderId: OrderId;
  readonly lines: readonly { readonly lineId: LineId }[];
  /** The sellers and nodes that were to send them; more do no harm. */
  readonly places: readonly { readonly sellerId: SellerId; readonly nodeId: NodeId }[];
  /** Whether the order was confirmed: nothing is planned of it before. */
  readonly confirmed: boolean;
  /** The id of the event that tells of the cancellation. */
  readonly cause?: string;
};

/**
 * Takes cancelled lines out of an order's shipments. Where a shipment is not planned yet nothing is to be done: the
 * plan reads the order again after it is written.
 * @throws Error when a line has left although it is cancelled: the order forbids that, so people must look
 */
export async function withdrawLines(store: ShipmentStore, withdrawal: Withdrawal, now: Instant): Promise<void> {
  if (!withdrawal.confirmed) return; // the plan will see these lines gone
  const cancelled = new Set(withdrawal.lines.map(({ lineId }) => lineId));
  const ids = new Set(withdrawal.places.map((place) => shipmentIdFor(withdrawal.orderId, place)));
  for (const id of ids) {
    const { cause } = withdrawal;
    const changed = await decideAndSave(shipmentEntity, store.at(id), {
      decide: (shipment) => withdraw(shipment, cancelled),
      at: now,
      cause,
    });
    if (changed.outcome === "rejected") throw new Error(`shipment ${id} left with lines that are cancelled`);
  }
}
