import type { StockKey } from "#kernel/codes";
import { type Item, type Read, readName } from "#platform/dynamo";
import type { Listed } from "./listing.ts";
import { listingKey, listingOf } from "./listing-items.ts";

/** Listings among readings of several tables at once. */
export function listingReads(table: string) {
  const read = (key: StockKey): Read => ({ table, key: listingKey(key) });
  return {
    read,
    /** @returns `undefined` when there is no such listing among what was found */
    find(key: StockKey, found: ReadonlyMap<string, Item>): Listed | undefined {
      const item = found.get(readName(read(key)));
      return item && listingOf(item);
    },
  };
}
