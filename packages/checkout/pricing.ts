import { unknownListing } from "#catalog/contracts/problems";
import { type StockKey, stockKeyName } from "#kernel/codes";
import { add, type Minor, zero } from "#kernel/money";
import type { Market } from "#markets/schema";
import { addedTax } from "#markets/strategies/tax";
import type { Category } from "#markets/vocabulary";
import { goodsOf } from "#ordering/lines";
import type { Totals } from "#ordering/order";
import { invalid, type Problem, problem } from "#platform/problem";
import type { OrderDraft } from "./order-draft.ts";

/** What is known of something listed. */
export type Product = StockKey & { readonly title: string; readonly category: Category; readonly price: Minor };

/** A line with everything but the node that will send it. */
export type PricedLine = StockKey & {
  readonly title: string;
  readonly category: Category;
  readonly quantity: number;
  readonly unitPrice: Minor;
};
/** All lines with their prices, and what they add up to, in minor units of the market's currency. */
export type Priced = { readonly lines: readonly PricedLine[]; readonly totals: Totals };

/** Prices every line, by agreement or as listed, to the unit. @param products by `stockKeyName` */
export function price(
  market: Pick<Market, "orderLimits" | "tax">,
  draft: Pick<OrderDraft, "lines" | "shipping">,
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
  const goods = goodsOf(lines);
  const tax = addedTax(market, { goods, shipping: draft.shipping });
  const total = add(add(goods, draft.shipping), tax);
  return { lines, totals: { goods, shipping: draft.shipping, discount: zero, tax, total } };
}
