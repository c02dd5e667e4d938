import type { DomainEvent, EventId } from "#kernel/event";
import type { Instant } from "#kernel/time";
import { eventOf } from "#platform/event-envelope";
import { deliveredV2 } from "./contracts/delivered.v2.ts";
import { shipmentCancelledV1 } from "./contracts/shipment-cancelled.v1.ts";
import type { Shipment, ShipmentEvent } from "./shipment.ts";

/** What the market learns of a shipment's change. Withdrawn and dispatched lines are no news: the order told of them
 *  first. */
export function integrationEvents(
  { after, events }: { readonly after: Shipment; readonly events: readonly ShipmentEvent[] },
  { at, nextId }: { readonly at: Instant; readonly nextId: () => EventId },
): readonly DomainEvent[] {
  const { id: shipmentId, orderId, sellerId, version } = after;
  const head = () => ({ id: nextId(), subject: shipmentId, version, time: at });
  const eventsFor = (event: ShipmentEvent): readonly DomainEvent[] => {
    switch (event.type) {
      case "lines-withdrawn":
      case "shipment-dispatched":
        return [];
      case "shipment-cancelled":
        return [eventOf(shipmentCancelledV1, { ...head(), data: { orderId, shipmentId } })];
      case "shipment-delivered":
        return [
          eventOf(deliveredV2, {
            ...head(),
            data: {
              ...{ orderId, shipmentId, sellerId },
              lines: after.lines.map(({ lineId, quantity }) => ({ lineId, quantity })),
              at: event.deliveredAt,
            },
          }),
        ];
    }
  };
  return events.flatMap(eventsFor);
}
