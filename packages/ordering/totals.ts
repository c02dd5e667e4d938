import type { SellerId } from "#kernel/codes";
import { add, type Minor, subtract, sum, zero } from "#kernel/money";
import { shippingBySeller, soldLines } from "./amounts-due.ts";
import { cancelledUnitsOf, discountOf, goodsOf, linesWithout } from "./lines.ts";
import { type Order, type OrderLine, progressOf, type Totals } from "./order.ts";

/** The sums of an order whose prices are final: tax is zero. */
export function totalsOf(
  lines: readonly Pick<OrderLine, "unitPrice" | "quantity" | "discount">[],
  shipping: Minor,
): Totals {
  const [goods, discount] = [goodsOf(lines), discountOf(lines)];
  return { goods, shipping, discount, tax: zero, total: subtract(add(goods, shipping), discount) };
}

/** What an order came to when it was placed, and what it comes to now. */
export type PlacedAndCurrent = { readonly placed: Totals; readonly current: Totals };

/**
 * The sums of an order, or of what these sellers sell of it: to each belongs its part of the shipping, so that the sums of
 * all sellers add up to the order's.
 * @param lines all of its lines
 * @param sellerIds sellers of some of these
 */
export function totalsFor(
  order: Order,
  lines: readonly OrderLine[],
  sellerIds: ReadonlySet<SellerId> | undefined,
): PlacedAndCurrent {
  const sums = (some: readonly OrderLine[], sold: readonly OrderLine[]): Totals =>
    some.length === 0
      ? totalsOf([], zero)
      : totalsOf(
          some.filter(({ sellerId }) => !sellerIds || sellerIds.has(sellerId)),
          sellerIds ? shippingOf(order, sold, sellerIds) : order.totals.shipping,
        );
  return {
    placed: sellerIds ? sums(lines, lines) : order.totals,
    current: sums(linesLeft(order, lines), soldLines(order, lines)),
  };
}

/** What of it was or will be sent. Of an order that lapsed or was refused nothing is. */
const linesLeft = (order: Order, lines: readonly OrderLine[]): readonly OrderLine[] =>
  order.status === "lapsed" || order.status === "refused"
    ? []
    : linesWithout(lines, cancelledUnitsOf(progressOf(order)));

const shippingOf = (order: Order, sold: readonly OrderLine[], sellerIds: ReadonlySet<SellerId>): Minor =>
  sum([...shippingBySeller(order.totals, sold)].flatMap(([sellerId, part]) => (sellerIds.has(sellerId) ? [part] : [])));
