import type { DomainEvent, EventId } from "#kernel/event";
import type { Instant } from "#kernel/time";
import { eventOf } from "#platform/event-envelope";
import { deliveredV1 } from "./contracts/delivered.v1.ts";
import { shipmentCancelledV1 } from "./contracts/shipment-cancelled.v1.ts";
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
