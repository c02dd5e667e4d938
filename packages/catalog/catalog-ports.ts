import type { SellerId, StockKey } from "#kernel/codes";
import type { Market } from "#markets/schema";
import type { ListingStore } from "./listing-store.ts";

/** What the catalogue needs to know from others. */
export type CatalogPorts = {
  readonly market: Pick<Market, "categories" | "currency" | "orderLimits">;
  readonly listings: ListingStore;
  readonly isSeller: (sellerId: SellerId) => Promise<boolean>;
  /** Units that can be bought, by `stockKeyName`; a key without stock may be left out. */
  readonly available: (keys: readonly StockKey[]) => Promise<ReadonlyMap<string, number>>;
};
