import type { StockKey } from "#kernel/codes";
import type { Instant } from "#kernel/time";
import type { Category } from "#markets/vocabulary";
import type { Listing, ListingEvent } from "./listing.ts";

export type ListingFilter = {
  readonly category: Category | undefined;
  /** Of these sellers only; `undefined` for all. */
  readonly sellerIds: readonly string[] | undefined;
  readonly limit: number;
  /** The shelf of the last listing seen. */
  readonly after: string | undefined;
};

export type ListingStore = {
  /** @returns `undefined` when there is no such listing */
  find(key: StockKey): Promise<Listing | undefined>;
  /** By category, SKU and seller; a listing that stays is never skipped. May be a moment behind the last write. */
  page(filter: ListingFilter): Promise<{ readonly items: readonly Listing[]; readonly next: string | undefined }>;
  /** Writes the one listing that the events are about over the version before its own, with what the market hears of it.
   *  @returns `changed-meanwhile` when another version stands there */
  save(events: readonly ListingEvent[], at: Instant): Promise<"saved" | "changed-meanwhile">;
};
