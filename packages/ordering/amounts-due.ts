import type { SellerId } from "#kernel/codes";
import { add, largestRemainder, type Minor, subtract, sum, zero } from "#kernel/money";
import type { Share } from "./contracts/share.ts";
import { anythingLeft, discountOf, goodsOf, linesWithout, withdrawnUnitsOf } from "./lines.ts";
import type { Order, OrderLine, Totals } from "./order.ts";

/** What a confirmed order owes, seller by seller, in the order of their first lines: the goods that were not cancelled
 *  before, less what comes off them, and of the shipping each seller's part by its goods. In minor units, as everything here. Lines are as they
 *  were ordered, unless it says otherwise. */
export function sharesAtConfirmation(order: Order, lines: readonly OrderLine[]): Share[] {
  const sold = soldLines(order, lines);
  const shipping = shippingBySeller(order.totals, sold);
  return [...linesBySeller(sold)].map(([sellerId, own]) => shareOf(sellerId, own, shipping.get(sellerId)));
}

/**
 * What is no longer owed when these units are cancelled, seller by seller: their goods, and the shipping when nothing at all
 * was or will be sent. A seller whose lines were all cancelled before is owed its part of the shipping until then.
 * @param gone the lines that are cancelled now, with the units that go
 * @param whole whether nothing at all was or will be sent
 */
export function cancelledShares(
  order: Order,
  lines: readonly OrderLine[],
  { gone, whole }: { readonly gone: readonly OrderLine[]; readonly whole: boolean },
): Share[] {
  const sold = soldLines(order, lines);
  const going = linesBySeller(gone);
  const shipping = whole ? shippingBySeller(order.totals, sold) : new Map<SellerId, Minor>();
  return sellersOf(sold)
    .filter((sellerId) => going.has(sellerId) || (shipping.get(sellerId) ?? zero) > zero)
    .map((sellerId) => shareOf(sellerId, going.get(sellerId), shipping.get(sellerId)));
}

/**
 * What is owed for lines that leave now: their goods, and all of the order's shipping with the first of them.
 * @param leaving the lines, with the units that leave
 * @throws Error when they are not one seller's: a shipment is
 */
export function dispatchedShare(order: Order, leaving: readonly OrderLine[]): Share {
  const [sellerId, ...others] = sellersOf(leaving);
  if (sellerId === undefined || others.length > 0) throw new Error("a shipment brings lines of one seller");
  return shareOf(sellerId, leaving, anythingLeft(order) ? zero : order.totals.shipping);
}

/** What shares add up to. */
export const amountOf = (shares: readonly Share[]): Minor => sum(shares.map(({ amount }) => amount));

/** A share of an order whose prices are final: nothing is taxed or charged beside them. What comes off them was agreed
 *  where the order comes from, so it is its seller's. */
function shareOf(sellerId: SellerId, own: readonly OrderLine[] = [], shipping: Minor = zero): Share {
  const [goods, discount] = [goodsOf(own), discountOf(own)];
  return {
    ...{ sellerId, goods, discount: { platform: zero, seller: discount }, shipping },
    ...{ fees: [], taxRemoved: zero, taxes: [], duties: [], amount: subtract(add(goods, shipping), discount) },
  };
}

/** What is sold, or would be if the order were confirmed now: all that was not cancelled before that. */
export const soldLines = (order: Order, lines: readonly OrderLine[]): readonly OrderLine[] =>
  linesWithout(lines, withdrawnUnitsOf(order));

/** Shipping belongs to sellers by the goods that they sold, whatever became of these later: so all that is told of one
 *  seller adds up to what it was told at first. @param sold at least one line */
export function shippingBySeller(
  { shipping }: Pick<Totals, "shipping">,
  sold: readonly OrderLine[],
): ReadonlyMap<SellerId, Minor> {
  const bySeller = linesBySeller(sold);
  const parts = largestRemainder(shipping, [...bySeller.values()].map(goodsOf));
  return new Map([...bySeller.keys()].map((sellerId, index) => [sellerId, parts[index] ?? zero]));
}

const sellersOf = (lines: readonly OrderLine[]): SellerId[] => [...new Set(lines.map(({ sellerId }) => sellerId))];
const linesBySeller = (lines: readonly OrderLine[]): ReadonlyMap<SellerId, readonly OrderLine[]> =>
  Map.groupBy(lines, ({ sellerId }) => sellerId);
