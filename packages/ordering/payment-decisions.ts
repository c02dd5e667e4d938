import { accept, type Decision } from "#kernel/decision";
import type { Instant } from "#kernel/time";
import { amountOf, cancelledShares, sharesAtConfirmation } from "./amounts-due.ts";
import { cancelledUnitsOf, itemsOf, linesWithout } from "./lines.ts";
import type { Order, OrderLine } from "./order.ts";
import type { OrderEvent } from "./order-event.ts";

/** Nothing these decisions are asked is wrong: what no longer matters to the order changes nothing. */
type PaymentDecision = Decision<OrderEvent, never>;

/** The money is authorised or captured. An order that is no longer held stays as it is; its payment is undone elsewhere. */
export const confirm = (order: Order, lines: readonly OrderLine[], at: Instant): PaymentDecision =>
  order.status === "held"
    ? accept({ type: "order-confirmed", at, shares: sharesAtConfirmation(order, lines) })
    : accept();

/** The money will not come: the order is cancelled by the system. */
export function decline(order: Order, lines: readonly OrderLine[]): PaymentDecision {
  if (order.status !== "held") return accept();
  const left = linesWithout(lines, cancelledUnitsOf(order));
  const shares = cancelledShares(order, lines, { gone: left, whole: true });
  return accept({
    type: "lines-cancelled",
    lines: left.map(({ lineId, quantity }) => ({ lineId, quantity, left: 0 })),
    whole: true,
    cause: "declined",
    items: itemsOf(left),
    shares,
    amount: amountOf(shares),
    confirmed: false,
  });
}

/** Nobody paid in time. An order that is not due yet, or no longer held, stays as it is. */
export const lapse = (order: Order, at: Instant): PaymentDecision =>
  order.status === "held" && order.dueAt <= at ? accept({ type: "order-lapsed" }) : accept();
