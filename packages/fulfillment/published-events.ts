import type { DomainEvent } from "#kernel/event";
import type { EventId } from "#kernel/ids";
import type { Instant } from "#kernel/time";
import { eventOf } from "#platform/fact";
import { deliveredV1 } from "./contracts/delivered.v1.ts";
import { plannedV1 } from "./contracts/planned.v1.ts";
import { shipmentCancelledV1 } from "./contracts/shipment-cancelled.v1.ts";
import type { PlannedShipment } from "./planning.ts";
import type { Shipment, ShipmentEvent } from "./shipment.ts";

/** What the market hears of a shipment's change. Withdrawn and dispatched lines are no news: the order told of
 *  them first. */
export function publishedEvents(
  { id: shipmentId, orderId }: Shipment,
  event: ShipmentEvent,
  { id, version, now }: { readonly id: EventId; readonly version: number; readonly now: Instant },
): readonly DomainEvent[] {
  const fact = { id, subject: shipmentId, version, time: now };
  switch (event.type) {
    case "lines-withdrawn":
    case "shipment-dispatched":
      return [];
    case "shipment-cancelled":
      return [eventOf(shipmentCancelledV1, { ...fact, data: { orderId, shipmentId } })];
    case "shipment-delivered":
      return [eventOf(deliveredV1, { ...fact, data: { orderId, shipmentId, at: event.deliveredAt } })];
  }
}

/** What the market hears of new shipments of one order. @param planned at least one */
export function plannedEvent(
  planned: readonly [PlannedShipment, ...PlannedShipment[]],
  { id, now }: { readonly id: EventId; readonly now: Instant },
): DomainEvent {
  const [{ orderId }] = planned;
  const shipments = planned.map(({ id: shipmentId, sellerId, nodeId, lines }) => ({
    shipmentId,
    sellerId,
    nodeId,
    lineIds: lines.map(({ lineId }) => lineId),
  }));
  return eventOf(plannedV1, { id, subject: orderId, version: 1, time: now, data: { orderId, shipments } });
}
