import type { SellerId } from "#kernel/codes";
import { accept, type Decision, type Rejected, reject } from "#kernel/decision";
import type { Instant } from "#kernel/time";
import type { Caller } from "#platform/caller";
import { amountOf, cancelledShares } from "./amounts-due.ts";
import { type LineReasons, mostReasonBytes, reasonBytes, withReasons } from "./cancel-reasons.ts";
import type { CancellationCause } from "./contracts/fields.ts";
import type { LineId } from "./contracts/ids.ts";
import { cancelledUnitsOf, itemsOf, lineStatuses, linesWithout, unitsOf } from "./lines.ts";
import { type LineStatus, type Order, type OrderLine, type OrderStatus, progressOf } from "./order.ts";
import type { OrderEvent } from "./order-event.ts";
import { concerns } from "./whose-order.ts";

/** A line that is asked for: so many of its units, or without `quantity` all that are left. */
export type LineCancellation = {
  readonly lineId: LineId;
  readonly quantity?: number | undefined;
  /** Why these, where it is not what is said of all. */
  readonly reason?: string | undefined;
};

/** Asks for lines, or without `lines` for all of them. A line with a quantity is named once. */
export type Cancellation = {
  readonly lines?: readonly LineCancellation[] | undefined;
  readonly reason: string;
  readonly cause: CancellationCause;
  /** Whose lines alone may be cancelled: to them the order has no others. */
  readonly sellerIds?: ReadonlySet<SellerId> | undefined;
  /** What is kept of why lines were cancelled before. */
  readonly lineReasons?: LineReasons | undefined;
  readonly at: Instant;
};

/** Why nothing is cancelled. A position is a place in `lines`, from 0. */
export type CancelRejection =
  /** None of its lines may be cancelled by whoever asks. */
  | { readonly code: "not-yours" }
  | { readonly code: "unknown-line"; readonly positions: readonly number[] }
  | { readonly code: "order-not-cancellable"; readonly status: OrderStatus }
  | { readonly code: "line-dispatched"; readonly lineIds: readonly LineId[] }
  | { readonly code: "more-than-left"; readonly lines: readonly { readonly position: number; readonly left: number }[] }
  /** With what was written before it is more than an order keeps. */
  | { readonly code: "reasons-too-long" };

/**
 * Cancels units that have not left yet, all that are asked for or none. Lines that are cancelled already are no obstacle
 * where no quantity is asked for. An order whose last unit goes is cancelled, and one whose other lines are all delivered
 * is completed.
 */
export function cancel(
  order: Order,
  lines: readonly OrderLine[],
  cancellation: Cancellation,
): Decision<OrderEvent, CancelRejection> {
  const wanted = wantedUnits(order, lines, cancellation);
  if (wanted.outcome === "rejected") return wanted;
  const { gone } = wanted;
  if (gone.length === 0) return accept();
  const { reason, cause, at, lineReasons = [] } = cancellation;

  const before = cancelledUnitsOf(progressOf(order));
  const now = new Map(gone.map(({ lineId, quantity }) => [lineId, quantity]));
  const rest = linesWithout(lines, (line) => before(line) + (now.get(line.lineId) ?? 0));
  const left = new Map(rest.map(({ lineId, quantity }) => [lineId, quantity]));
  const whole = rest.length === 0;

  const said = new Map(cancellation.lines?.map((one) => [one.lineId, one.reason]));
  const unlessSaid = whole ? undefined : reason;
  const reasons = withReasons(lineReasons, new Map(gone.map(({ lineId }) => [lineId, said.get(lineId) ?? unlessSaid])));
  if (reasonBytes(reasons) > mostReasonBytes) return reject({ code: "reasons-too-long" });

  const shares = cancelledShares(order, lines, { gone, whole });
  const cancelled: OrderEvent = {
    type: "lines-cancelled",
    lines: gone.map(({ lineId, quantity }) => ({ lineId, quantity, left: left.get(lineId) ?? 0 })),
    whole,
    cause,
    cancelReason: reason,
    ...(reasons.length + lineReasons.length > 0 ? { lineReasons: reasons } : {}),
    items: itemsOf(gone),
    shares,
    amount: amountOf(shares),
    confirmed: order.status === "confirmed",
  };
  const statusOf = lineStatuses(progressOf(order));
  const allDelivered = !whole && rest.every(({ lineId }) => statusOf(lineId) === "delivered");
  return allDelivered ? accept<OrderEvent>(cancelled, { type: "order-completed", at }) : accept(cancelled);
}

/** The same, asked for by a caller: whom an order does not concern cannot cancel it, and a seller cancels lines of its own. */
export const cancelFor = (
  caller: Caller,
  order: Order,
  lines: readonly OrderLine[],
  cancellation: Omit<Cancellation, "sellerIds">,
): Decision<OrderEvent, CancelRejection> =>
  concerns(caller, order)
    ? cancel(order, lines, { ...cancellation, sellerIds: caller.sellerIds })
    : reject({ code: "not-yours" });

/** The units that are asked for and still there, line by line; none where all of them are cancelled already. */
function wantedUnits(
  order: Order,
  lines: readonly OrderLine[],
  { lines: asked, sellerIds }: Cancellation,
): { readonly outcome: "wanted"; readonly gone: readonly OrderLine[] } | Rejected<CancelRejection> {
  const theirs = new Map(
    lines.flatMap((line) => (!sellerIds || sellerIds.has(line.sellerId) ? [[line.lineId, line] as const] : [])),
  );
  if (theirs.size === 0) return reject({ code: "not-yours" });
  const positions = (asked ?? []).flatMap(({ lineId }, position) => (theirs.has(lineId) ? [] : [position]));
  if (positions.length > 0) return reject({ code: "unknown-line", positions });
  if (!cancellable.has(order.status)) return reject({ code: "order-not-cancellable", status: order.status });

  const wanted = new Map((asked ?? [...theirs.values()].map(nameOf)).map((one) => [one.lineId, one]));
  const chosen = [...theirs.values()].filter(({ lineId }) => wanted.has(lineId));
  const statusOf = lineStatuses(progressOf(order));
  const sent = chosen.filter(({ lineId }) => hasLeft.has(statusOf(lineId)));
  if (sent.length > 0) return reject({ code: "line-dispatched", lineIds: sent.map(({ lineId }) => lineId) });

  const cancelledOf = cancelledUnitsOf(progressOf(order));
  const there = new Map(chosen.map((line) => [line.lineId, line.quantity - cancelledOf(line)]));
  const tooMany = (asked ?? []).flatMap(({ lineId, quantity = 0 }, position) => {
    const left = there.get(lineId) ?? 0;
    return quantity > left ? [{ position, left }] : [];
  });
  if (tooMany.length > 0) return reject({ code: "more-than-left", lines: tooMany });
  const gone = chosen.flatMap((line) => {
    const quantity = wanted.get(line.lineId)?.quantity ?? there.get(line.lineId) ?? 0;
    return quantity > 0 ? [unitsOf(line, cancelledOf(line), cancelledOf(line) + quantity)] : [];
  });
  return { outcome: "wanted", gone };
}

const nameOf = ({ lineId }: OrderLine): LineCancellation => ({ lineId });
/** Asked again for what is cancelled already, nothing changes. */
const cancellable: ReadonlySet<OrderStatus> = new Set(["held", "confirmed", "cancelled"]);
const hasLeft: ReadonlySet<LineStatus> = new Set(["dispatched", "delivered"]);
