import { accept, type Decision, reject } from "#kernel/decision";
import type { Instant } from "#kernel/time";
import type { Caller } from "#platform/caller";
import { amountOf, cancelledShares } from "./amounts-due.ts";
import type { CancellationCause } from "./contracts/fields.ts";
import type { LineId } from "./contracts/ids.ts";
import { itemsOf, lineStatuses, unitsOf } from "./lines.ts";
import type { Order, OrderLine, OrderStatus } from "./order.ts";
import type { OrderEvent } from "./order-event.ts";
import { concerns } from "./order-view.ts";

/** Asks for lines, or without `lineIds` for all of them. */
export type Cancellation = {
  readonly lineIds?: readonly LineId[] | undefined;
  readonly reason: string;
  readonly cause: CancellationCause;
  readonly at: Instant;
};

/** Why nothing is cancelled. `positions` are places in `lineIds`, from 0. */
export type CancelRejection =
  | { readonly code: "order-not-cancellable"; readonly status: OrderStatus }
  | { readonly code: "line-dispatched"; readonly lineIds: readonly LineId[] }
  | { readonly code: "unknown-line"; readonly positions: readonly number[] };

/**
 * Cancels lines that have not left yet, all that are asked for or none. Lines that are cancelled already are no
 * obstacle. An order whose last line goes is cancelled, and one whose other lines are all delivered is completed.
 */
export function cancel(
  order: Order,
  lines: readonly OrderLine[],
  { lineIds, reason, cause, at }: Cancellation,
): Decision<OrderEvent, CancelRejection> {
  const known = new Set(lines.map(({ lineId }) => lineId));
  const positions = (lineIds ?? []).flatMap((lineId, index) => (known.has(lineId) ? [] : [index]));
  if (positions.length > 0) return reject({ code: "unknown-line", positions });
  if (order.status === "cancelled") return accept();
  if (order.status !== "held" && order.status !== "confirmed")
    return reject({ code: "order-not-cancellable", status: order.status });

  const statusOf = lineStatuses(order);
  const asked = lineIds === undefined ? known : new Set(lineIds);
  const sent = lines.filter(({ lineId }) => asked.has(lineId) && hasLeft(statusOf(lineId)));
  if (sent.length > 0) return reject({ code: "line-dispatched", lineIds: sent.map(({ lineId }) => lineId) });

  const gone = lines.filter(({ lineId }) => asked.has(lineId) && statusOf(lineId) !== "cancelled");
  if (gone.length === 0) return accept();
  const rest = lines.filter(({ lineId }) => !asked.has(lineId) && statusOf(lineId) !== "cancelled");
  const whole = rest.length === 0;
  const shares = cancelledShares(order, lines, { gone, whole });
  const cancelled: OrderEvent = {
    type: "lines-cancelled",
    lines: gone.map(unitsOf),
    whole,
    cause,
    cancelReason: reason,
    items: itemsOf(gone),
    shares,
    amount: amountOf(shares),
    confirmed: order.status === "confirmed",
  };
  const allDelivered = !whole && rest.every(({ lineId }) => statusOf(lineId) === "delivered");
  return allDelivered ? accept<OrderEvent>(cancelled, { type: "order-completed", at }) : accept(cancelled);
}

/** The same, asked for by a caller: whom an order does not concern cannot cancel it. */
export const cancelFor = (
  caller: Caller,
  order: Order,
  lines: readonly OrderLine[],
  cancellation: Cancellation,
): Decision<OrderEvent, CancelRejection | { readonly code: "not-yours" }> =>
  concerns(caller, order) ? cancel(order, lines, cancellation) : reject({ code: "not-yours" });

const hasLeft = (status: string): boolean => status === "dispatched" || status === "delivered";
