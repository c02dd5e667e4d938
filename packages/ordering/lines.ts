import { add, type Minor, minor, subtract, sum, times, zero } from "#kernel/money";
import { mayBecome } from "#kernel/transitions";
import type { HeldItem } from "./contracts/fields.ts";
import type { LineId } from "./contracts/ids.ts";
import {
  type LineStatus,
  lineTransitions,
  type Order,
  type OrderLine,
  type Progress,
  progressOf,
  type UnitsByLine,
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

/** Units by line that are gone, as progress and confirmation keep them. */
type Gone = { readonly lines: readonly LineId[]; readonly units: UnitsByLine | undefined };
/** How many units of a line are gone. */
export type UnitsGone = (line: Pick<OrderLine, "lineId" | "quantity">) => number;
const unitsIn = ({ lines, units = {} }: Gone): UnitsGone => {
  const whole = new Set(lines);
  return ({ lineId, quantity }) => (whole.has(lineId) ? quantity : (units[lineId] ?? 0));
};
/** Of a line: how many units were cancelled until now. */
export const cancelledUnitsOf = ({ cancelledLines: lines, cancelledUnits: units }: Progress): UnitsGone =>
  unitsIn({ lines, units });
/** Of a line: how many units were cancelled before the order was confirmed; until it is, how many are cancelled. */
export const withdrawnUnitsOf = (order: Order): UnitsGone =>
  "withdrawnLines" in order && order.withdrawnLines
    ? unitsIn({ lines: order.withdrawnLines, units: order.withdrawnUnits })
    : cancelledUnitsOf(progressOf(order));

/**
 * Units of a line, with their part of its discount. It is spread over units as evenly as it goes, so that it is the same
 * in whatever steps they go: the first ones bear what is left over. Units are cancelled from the first on, and the last
 * ones leave.
 * @param line as it was ordered
 * @param from, to places of units, from 0; `to` itself is not among them
 */
export function unitsOf<Line extends Pick<OrderLine, "quantity" | "discount">>(
  { discount, ...line }: Line,
  from: number,
  to = line.quantity,
): Omit<Line, "discount"> & Pick<OrderLine, "quantity" | "discount"> {
  const upTo = (units: number): Minor => discountOfFirst({ discount, quantity: line.quantity }, units);
  const part = subtract(upTo(to), upTo(from));
  return { ...line, quantity: to - from, ...(part > 0 ? { discount: part } : {}) };
}
const discountOfFirst = (
  { discount = zero, quantity }: { readonly discount: Minor | undefined; readonly quantity: number },
  units: number,
): Minor => add(times(minor(Math.floor(discount / quantity)), units), minor(Math.min(units, discount % quantity)));

/** What is left of lines when these units are gone; lines of which none is left are left out. */
export const linesWithout = (lines: readonly OrderLine[], gone: UnitsGone): OrderLine[] =>
  lines.flatMap((line) => {
    const from = gone(line);
    return from < line.quantity ? [unitsOf(line, from)] : [];
  });

/** Σ what comes off. */
export const discountOf = (lines: readonly Pick<OrderLine, "discount">[]): Minor =>
  sum(lines.map(({ discount = zero }) => discount));

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
