import type { DomainEvent, EventId } from "#kernel/event";
import type { Instant } from "#kernel/time";
import { type EventHead, eventOf } from "#platform/event-envelope";
import { cancelledV1 } from "./contracts/cancelled.v1.ts";
import { completedV1 } from "./contracts/completed.v1.ts";
import { confirmedV1 } from "./contracts/confirmed.v1.ts";
import { lapsedV1 } from "./contracts/lapsed.v1.ts";
import { linesDispatchedV1 } from "./contracts/lines-dispatched.v1.ts";
import { placedV1 } from "./contracts/placed.v1.ts";
import { refusedV1 } from "./contracts/refused.v1.ts";
import type { Order } from "./order.ts";
import type { OrderEvent } from "./order-event.ts";

/**
 * What the market learns of an order's change, under its contracts: at most one event for each domain event, in their
 * order. None carries personal data.
 * @param after the order as the change leaves it, with its new version
 */
export function integrationEvents(
  { after, events }: { readonly after: Order; readonly events: readonly OrderEvent[] },
  { at, nextId }: { readonly at: Instant; readonly nextId: () => EventId },
): DomainEvent[] {
  const { id: subject, version } = after;
  return events.flatMap(
    (event) => integrationEvent(after, event, (data) => ({ id: nextId(), subject, version, time: at, data })) ?? [],
  );
}

/** @returns `undefined` for steps of our own: fulfilment knows its shipments, and nobody waits for a chunk */
function integrationEvent(
  order: Order,
  event: OrderEvent,
  head: <Data>(data: Data) => EventHead<Data>,
): DomainEvent | undefined {
  const orderId = order.id;
  switch (event.type) {
    case "order-placed":
      return eventOf(placedV1, head({ ...placedData(order), dueAt: event.dueAt }));
    case "order-confirmed":
      return eventOf(confirmedV1, head({ orderId }));
    case "order-lapsed":
      return eventOf(lapsedV1, head({ orderId }));
    case "order-refused":
      return eventOf(refusedV1, head({ orderId }));
    case "order-completed":
      return eventOf(completedV1, head({ orderId }));
    case "lines-cancelled": {
      const { type: _, statusReason: __, cancelReason: ___, ...data } = event;
      return eventOf(cancelledV1, head({ orderId, ...data, lineIds: [...data.lineIds], items: [...data.items] }));
    }
    case "lines-dispatched": {
      const { type: _, ...data } = event;
      return eventOf(linesDispatchedV1, head({ orderId, ...data, lineIds: [...data.lineIds], items: [...data.items] }));
    }
    case "chunk-taken":
    case "order-reallocated":
    case "lines-allocated":
    case "shipment-delivered":
      return undefined;
  }
}

const placedData = ({ id, totals, currency, method, installments, placedAt }: Order) => ({
  orderId: id,
  total: totals.total,
  currency: currency.code,
  method,
  ...(installments === undefined ? {} : { installments }),
  placedAt,
});
