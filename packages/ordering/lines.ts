import { add, type Minor, sum, times, zero } from "#kernel/money";
import { mayBecome } from "#kernel/transitions";
import type { HeldItem, LineUnits } from "./contracts/fields.ts";
import type { LineId } from "./contracts/ids.ts";
import {
  type LineStatus,
  lineTransitions,
  type Order,
  type OrderLine,
  type Progress,
  progressOf,
  type Totals,
} from "./order.ts";

const ofShipment = { planned: "allocated", dispatched: "dispatched", delivered: "delivered" } as const;

/** Where each line stands. Only what differs from `open` is stored: cancelled lines, and shipments with theirs. */
export function lineStatuses(progress: Progress): (lineId: LineId) => LineStatus {
  const known = knownStatuses(progress);
  return (lineId) => known.get(lineId) ?? "open";
}

/**
 * Holds a change against `lineTransitions`. Where lines stand is part of the order's head, so the version in the
 * condition of its write makes sure that nobody moved them meanwhile.
 * @throws Error when a line goes where the table does not allow: the decision was wrong
 */
export function checkLineSteps(before: Order, after: Order): void {
  const statusBefore = lineStatuses(progressOf(before));
  for (const [lineId, to] of knownStatuses(progressOf(after))) {
    const from = statusBefore(lineId);
    if (from !== to && !mayBecome(lineTransitions, from, to))
      throw new Error(`line ${lineId}, which is ${from}, cannot become ${to}`);
  }
}

/** Every line that is not `open`. */
function knownStatuses(progress: Progress): ReadonlyMap<LineId, LineStatus> {
  const known = new Map<LineId, LineStatus>();
  for (const { status, lineIds } of progress.shipments)
    if (status !== "cancelled") for (const lineId of lineIds) known.set(lineId, ofShipment[status]);
  for (const lineId of progress.cancelledLines) known.set(lineId, "cancelled");
  return known;
}

/** Quantity × unit price, in minor units. */
export const lineTotal = (line: Pick<OrderLine, "unitPrice" | "quantity">): Minor =>
  times(line.unitPrice, line.quantity);

/** Σ quantity × unit price. */
export const goodsOf = (lines: readonly Pick<OrderLine, "unitPrice" | "quantity">[]): Minor =>
  sum(lines.map(lineTotal));

/** The sums of an order whose prices are final: tax and discount are zero. */
export function totalsOf(lines: readonly Pick<OrderLine, "unitPrice" | "quantity">[], shipping: Minor): Totals {
  const goods = goodsOf(lines);
  return { goods, shipping, discount: zero, tax: zero, total: add(goods, shipping) };
}

/** A line as events name it when its units are cancelled. */
export const unitsOf = ({ lineId, quantity }: OrderLine): LineUnits => ({ lineId, quantity });

/** The units of these lines, added up per seller, SKU and node, in a fixed order. */
export function itemsOf(lines: readonly OrderLine[]): HeldItem[] {
  const items = new Map<string, HeldItem>();
  for (const { sellerId, sku, nodeId, quantity } of lines) {
    const name = `${sellerId}|${sku}|${nodeId}`;
    items.set(name, { sellerId, sku, nodeId, quantity: (items.get(name)?.quantity ?? 0) + quantity });
  }
  return [...items.entries()].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, item]) => item);
}

/** Whether goods of this order ever left, now or before: then the shipping is owed. */
export const anythingLeft = (order: Order): boolean =>
  progressOf(order).shipments.some(({ status }) => status === "dispatched" || status === "delivered");

/** Lines on one page: far below the 400 kB of an item even with the longest titles. */
export const linesPerPage = 250;
/** How many pages so many lines take. */
export const pagesOf = (lineCount: number): number => Math.ceil(lineCount / linesPerPage);
