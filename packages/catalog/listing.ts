import type { StockKey } from "#kernel/codes";
import type { Minor } from "#kernel/money";
import type { Transitions } from "#kernel/transitions";
import type { Category } from "#markets/vocabulary";

/** What a seller says of its offer. The price is in minor units of the market's currency; zero is for what is given away. */
export type Offer = {
  readonly title: string;
  readonly category: Category;
  readonly price: Minor;
  readonly attributes: Readonly<Record<string, string>>;
  /** Into how many buckets its stock is split at each node; 1 for all but the hottest. */
  readonly buckets: number;
};

/** A seller's SKU in this market. `version` is 1 when it is listed, one more with every change. */
export type Listing = UnlistedSku | Listed;
export type UnlistedSku = StockKey & { readonly status: "unlisted"; readonly version: 0 };
export type Listed = StockKey & Offer & { readonly status: "listed"; readonly version: number };

/** Which states may follow which. */
export const listingTransitions = {
  unlisted: ["listed"],
  listed: ["listed"],
} as const satisfies Transitions<Listing["status"]>;

export type ListingEvent =
  | ({ readonly type: "listed" | "relisted" } & Offer)
  /** The stock that is there has to be split otherwise. */
  | { readonly type: "buckets-changed"; readonly buckets: number };

export const unlisted = ({ sellerId, sku }: StockKey): UnlistedSku => ({
  status: "unlisted",
  sellerId,
  sku,
  version: 0,
});
