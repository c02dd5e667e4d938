import type { StockKey } from "#kernel/codes";
import { fromItem, type Item, type Read, readName } from "#platform/dynamo";
import { listingKey } from "./keys.ts";
import type { Listing } from "./listing.ts";

/** For readings of several tables at once. */
export const listingRead = (table: string, key: StockKey): Read => ({ table, key: listingKey(key) });

/** @returns `undefined` when there is no such listing */
export function listingIn(table: string, key: StockKey, found: ReadonlyMap<string, Item>): Listing | undefined {
  const item = found.get(readName(listingRead(table, key)));
  return item && listingOf(item);
}

export function listingOf(item: Item): Listing {
  const { sellerId, sku, title, category, price, attributes, buckets, version } = fromItem<Listing>(item);
  return { sellerId, sku, title, category, price, attributes, buckets, version };
}
