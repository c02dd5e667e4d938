import { accept, type Decision, reject } from "#kernel/decision";
import { parseAmount } from "#kernel/money";
import type { Market } from "#markets/schema";
import { offersCategory } from "#markets/serving";
import type { Category } from "#markets/vocabulary";
import type { Listing, ListingEvent, Offer } from "./listing.ts";

/** What somebody wants a listing to be. The price is an exact decimal and an ISO 4217 code. */
export type ListingTerms = {
  readonly title: string;
  readonly category: Category;
  readonly price: { readonly amount: string; readonly currency: string };
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  readonly buckets?: number | undefined;
};

export type ListingRejection =
  | { readonly code: "category-not-offered" }
  | { readonly code: "currency-mismatch"; readonly currency: string }
  | { readonly code: "price-malformed"; readonly exponent: number }
  | { readonly code: "price-negative" }
  | { readonly code: "price-too-high" }
  | { readonly code: "version-stale"; readonly version: number };

/**
 * Lists something, or changes its listing. Attributes and buckets that are left out are none and one. Saying what
 * already holds changes nothing.
 * @param ifMatch the version that the caller knows, 0 for none; `undefined` where any will do
 */
export function list(
  market: Pick<Market, "categories" | "currency" | "orderLimits">,
  listing: Listing,
  { title, category, price: asked, attributes = {}, buckets = 1 }: ListingTerms,
  ifMatch: number | undefined,
): Decision<ListingEvent, ListingRejection> {
  const { version } = listing;
  if (ifMatch !== undefined && ifMatch !== version) return reject({ code: "version-stale", version });
  if (!offersCategory(market, category)) return reject({ code: "category-not-offered" });
  const { code, exponent } = market.currency;
  if (asked.currency !== code) return reject({ code: "currency-mismatch", currency: code });
  const price = parseAmount(asked.amount, market.currency);
  if (price === undefined) return reject({ code: "price-malformed", exponent });
  if (price < 0) return reject({ code: "price-negative" });
  if (price > market.orderLimits.maximumUnitPrice) return reject({ code: "price-too-high" });
  const offer: Offer = { title, category, price, attributes, buckets };
  if (listing.status === "unlisted") return accept({ type: "listed", ...offer });
  if (saysTheSame(listing, offer)) return accept();
  const relisted = { type: "relisted", ...offer } as const;
  if (listing.buckets === buckets) return accept(relisted);
  return accept<ListingEvent>(relisted, { type: "buckets-changed", buckets });
}

function saysTheSame(left: Offer, right: Offer): boolean {
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
