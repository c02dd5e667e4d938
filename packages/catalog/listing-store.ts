import type { SellerId, StockKey } from "#kernel/codes";
import type { Category } from "#markets/vocabulary";
import type { EntityStore } from "#platform/decide-and-save";
import type { Listed, Listing, ListingEvent } from "./listing.ts";

export type ListingFilter = {
  readonly category: Category | undefined;
  /** Of these sellers only; `undefined` for all. */
  readonly sellerIds: readonly SellerId[] | undefined;
  readonly limit: number;
  /** The shelf of the last listing seen. */
  readonly after: string | undefined;
};

export type ListingStore = {
  /** @returns `undefined` when there is no such listing */
  find(key: StockKey): Promise<Listed | undefined>;
  /** By category, SKU and seller; a listing that stays is never skipped. May be a moment behind the last write. */
  page(filter: ListingFilter): Promise<{ readonly items: readonly Listed[]; readonly next: string | undefined }>;
  /** Where the listing of this key lies, or would lie. */
  at(key: StockKey): EntityStore<Listing, ListingEvent>;
};
