import type { StockKey } from "#kernel/codes";
import { accept, type Decision, reject } from "#kernel/decision";
import { type Minor, parseAmount } from "#kernel/money";
import type { Market } from "#markets/schema";
import { offersCategory } from "#markets/serving";
import type { Category } from "#markets/vocabulary";

/** What a seller offers. The price is in minor units of the market's currency, above zero. */
export type Listing = StockKey & {
  readonly title: string;
  readonly category: Category;
  readonly price: Minor;
  readonly attributes: Readonly<Record<string, string>>;
  /** Into how many buckets its stock is split at each node; 1 for all but the hottest. */
  readonly buckets: number;
  /** 1 when listed, one more with every change. */
  readonly version: number;
};

/** What somebody wants a listing to be. */
export type ListingTerms = StockKey & {
  readonly title: string;
  readonly category: Category;
  readonly price: { readonly amount: string; readonly currency: string };
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  readonly buckets?: number | undefined;
};

export type ListingEvent =
  | { readonly type: "listed" | "relisted"; readonly listing: Listing }
  /** The stock that is there has to be split otherwise. */
  | { readonly type: "buckets-changed"; readonly listing: Listing };
export type ListingRejection =
  | { readonly code: "category-not-offered" }
  | { readonly code: "currency-mismatch"; readonly currency: string }
  | { readonly code: "price-malformed"; readonly exponent: number }
  | { readonly code: "price-not-positive" }
  | { readonly code: "price-too-high" }
  | { readonly code: "version-stale"; readonly version: number };

/**
 * Lists something, or changes its listing. Attributes and buckets that are left out are none and one. Saying what
 * already holds changes nothing.
 * @param current the listing as it stands; `undefined` when there is none
 * @param ifMatch the version the caller knows; 0 for none
 */
export function list(
  market: Market,
  current: Listing | undefined,
  { sellerId, sku, title, category, price: asked, attributes = {}, buckets = 1 }: ListingTerms,
  ifMatch: number | undefined,
): Decision<ListingEvent, ListingRejection> {
  const before = current?.version ?? 0;
  if (ifMatch !== undefined && ifMatch !== before) return reject({ code: "version-stale", version: before });
  if (!offersCategory(market, category)) return reject({ code: "category-not-offered" });
  const { code, exponent } = market.currency;
  if (asked.currency !== code) return reject({ code: "currency-mismatch", currency: code });
  const price = parseAmount(asked.amount, market.currency);
  if (price === undefined) return reject({ code: "price-malformed", exponent });
  if (price <= 0) return reject({ code: "price-not-positive" });
  if (price > market.orders.maximumUnitPrice) return reject({ code: "price-too-high" });
  const listing: Listing = { sellerId, sku, title, category, price, attributes, buckets, version: before + 1 };
  if (!current) return accept({ type: "listed", listing });
  if (saysTheSame(current, listing)) return accept();
  if (current.buckets === buckets) return accept({ type: "relisted", listing });
  return accept({ type: "relisted", listing }, { type: "buckets-changed", listing });
}

function saysTheSame(left: Listing, right: Listing): boolean {
  const names = Object.keys(left.attributes);
  return (
    left.title === right.title &&
    left.category === right.category &&
    left.price === right.price &&
    left.buckets === right.buckets &&
    names.length === Object.keys(right.attributes).length &&
    names.every((name) => left.attributes[name] === right.attributes[name])
  );
}
