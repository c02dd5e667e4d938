import { unknownListing } from "#catalog/contracts/problems";
import { type StockKey, stockKeyName } from "#kernel/codes";
import { add, largestRemainder, type Minor, subtract, sum, zero } from "#kernel/money";
import type { Market } from "#markets/schema";
import { addedTax } from "#markets/strategies/tax";
import type { Category } from "#markets/vocabulary";
import { goodsOf, lineTotal } from "#ordering/lines";
import type { Totals } from "#ordering/order";
import { invalid, isProblem, type Problem, problem } from "#platform/problem";
import type { OrderDraft } from "./order-draft.ts";

/** What is known of something listed. */
export type Product = StockKey & { readonly title: string; readonly category: Category; readonly price: Minor };

/** A line with everything but the node that will send it. */
export type PricedLine = StockKey & {
  readonly title: string;
  readonly category: Category;
  readonly quantity: number;
  readonly unitPrice: Minor;
  /** What comes off all of its units together, with its part of what comes off the order; absent where nothing does. */
  readonly discount?: Minor;
};
/** All lines with their prices, and what they add up to, in minor units of the market's currency. */
export type Priced = { readonly lines: readonly PricedLine[]; readonly totals: Totals };

/** Prices every line, by agreement or as listed, to the unit. @param products by `stockKeyName` */
export function price(
  market: Pick<Market, "orderLimits" | "tax">,
  draft: Pick<OrderDraft, "discount" | "lines" | "shipping">,
  products: ReadonlyMap<string, Product>,
): Priced | Problem<"unknown-listing" | "invalid"> {
  const lines: PricedLine[] = [];
  const unknown: number[] = [];
  draft.lines.forEach(({ sellerId, sku, quantity, agreedPrice }, index) => {
    const product = products.get(stockKeyName({ sellerId, sku }));
    if (!product) unknown.push(index);
    else {
      const { title, category } = product;
      lines.push({ sellerId, sku, title, category, quantity, unitPrice: agreedPrice ?? product.price });
    }
  });
  if (unknown.length > 0)
    return problem(unknownListing, "some of these are not listed", {
      errors: unknown.slice(0, 20).map((index) => ({ pointer: `/lines/${index}`, detail: "is not listed" })),
    });
  // bounded before anything is added up exactly: beyond that sums of units are no safe integers
  const estimate = lines.reduce<number>((sum, { unitPrice, quantity }) => sum + unitPrice * quantity, draft.shipping);
  if (estimate > market.orderLimits.maximumTotal)
    return problem(invalid, "the order's total is too large", {
      errors: [{ pointer: "/lines", detail: "adds up to more than one order may" }],
    });
  const discounts = discountsOf(draft, lines);
  if (isProblem(discounts)) return discounts;
  const [goods, discount] = [goodsOf(lines), sum(discounts)];
  // on top of prices, by the market's strategy: nothing where prices are final
  const tax = addedTax(market, { goods, shipping: draft.shipping });
  const total = subtract(add(add(goods, draft.shipping), tax), discount);
  const discounted = lines.map((line, index): PricedLine => {
    const off = discounts[index] ?? zero;
    return off > 0 ? { ...line, discount: off } : line;
  });
  return { lines: discounted, totals: { goods, shipping: draft.shipping, discount, tax, total } };
}

/** What comes off each line: its own discount, and its part of the order's by what its goods cost after that. Neither is
 *  more than there is to come off. */
function discountsOf(
  draft: Pick<OrderDraft, "discount" | "lines">,
  lines: readonly PricedLine[],
): readonly Minor[] | Problem<"invalid"> {
  const own = draft.lines.map(({ discount }) => discount);
  const left = lines.map((line, index) => subtract(lineTotal(line), own[index] ?? zero));
  const beyond = left.flatMap((amount, index) =>
    amount < 0 ? [{ pointer: `/lines/${index}/discount/amount`, detail: "must be at most what the line costs" }] : [],
  );
  if (beyond.length === 0 && draft.discount > sum(left))
    beyond.push({ pointer: "/discount/amount", detail: "must be at most what the goods cost" });
  if (beyond.length > 0)
    return problem(invalid, "a discount is more than it comes off", { errors: beyond.slice(0, 20) });
  const parts = largestRemainder(draft.discount, left);
  return own.map((discount, index) => add(discount, parts[index] ?? zero));
}
