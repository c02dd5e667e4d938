import type { NodeId, SellerId, Sku } from "#kernel/codes";
import type { LineId, OrderId } from "#ordering/contracts/ids";
import type { PlannedShipment } from "./shipment.ts";
import { shipmentIdFor } from "./shipment-id.ts";

/** What planning needs to know of an order's line. */
export type PlannableLine = {
  readonly lineId: LineId;
  readonly sellerId: SellerId;
  readonly sku: Sku;
  /** Units that are to be sent: those that are not cancelled. */
  readonly quantity: number;
  readonly cancelledQuantity: number;
  /** Where its stock is held. */
  readonly nodeId: NodeId;
  readonly status: "open" | "allocated" | "dispatched" | "delivered" | "cancelled";
};

const waiting: ReadonlySet<PlannableLine["status"]> = new Set(["open", "allocated"]);

/**
 * One shipment per seller and node, of the lines that still wait, in the order of their first lines. Checkout
 * chose the nodes and holds the stock there; planning follows the holds.
 */
export function planShipments(orderId: OrderId, lines: readonly PlannableLine[]): readonly PlannedShipment[] {
  const shipments = new Map<string, PlannedShipment>();
  for (const { lineId, sellerId, sku, quantity, nodeId, status } of lines) {
    if (!waiting.has(status)) continue;
    const id = shipmentIdFor(orderId, { sellerId, nodeId });
    const planned = shipments.get(id);
    const before = planned?.lines ?? [];
    shipments.set(id, {
      id,
      orderId,
      sellerId,
      nodeId,
      version: 1,
      status: "planned",
      lines: [...before, { lineId, sku, quantity }],
    });
  }
  return [...shipments.values()];
}
