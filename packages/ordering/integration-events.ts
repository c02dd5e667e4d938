import type { DomainEvent, EventId } from "#kernel/event";
import type { Minor } from "#kernel/money";
import type { Instant } from "#kernel/time";
import { type EventHead, eventOf } from "#platform/event-envelope";
import { amountOf } from "./amounts-due.ts";
import { cancelledV3 } from "./contracts/cancelled.v3.ts";
import { completedV1 } from "./contracts/completed.v1.ts";
import { confirmedV2 } from "./contracts/confirmed.v2.ts";
import { lapsedV1 } from "./contracts/lapsed.v1.ts";
import { linesDispatchedV3 } from "./contracts/lines-dispatched.v3.ts";
import { placedV2 } from "./contracts/placed.v2.ts";
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
  const currency = order.currency.code;
  switch (event.type) {
    case "order-placed": {
      const { placedAt, totals } = order;
      const placed = {
        orderId,
        currency,
        total: totals.total,
        tenders: [tenderOf(order, totals.total)],
        promotions: [],
      };
      return eventOf(placedV2, head({ ...placed, placedAt, dueAt: event.dueAt }));
    }
    case "order-confirmed": {
      const shares = [...event.shares];
      return eventOf(confirmedV2, head({ orderId, currency, shares, tenders: [tenderOf(order, amountOf(shares))] }));
    }
    case "order-lapsed":
      return eventOf(lapsedV1, head({ orderId }));
    case "order-refused":
      return eventOf(refusedV1, head({ orderId }));
    case "order-completed":
      return eventOf(completedV1, head({ orderId }));
    case "lines-cancelled": {
      const { type: _, cancelReason: __, lineReasons: ___, lines, items, shares, ...data } = event;
      const units = lines.map(({ lineId, quantity }) => ({ lineId, quantity }));
      const lists = { lines: units, items: [...items], shares: [...shares] };
      return eventOf(cancelledV3, head({ orderId, currency, ...data, ...lists }));
    }
    case "lines-dispatched": {
      const { type: _, lines, items, ...data } = event;
      return eventOf(linesDispatchedV3, head({ orderId, currency, ...data, lines: [...lines], items: [...items] }));
    }
    case "chunk-taken":
    case "order-reallocated":
    case "lines-allocated":
    case "shipment-delivered":
      return undefined;
  }
}

/** An order has one method of payment, which pays all of it. */
const tenderOf = ({ method, installments }: Order, amount: Minor) => ({
  method,
  amount,
  ...(installments === undefined ? {} : { installments }),
});
