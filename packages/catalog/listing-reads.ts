import type { StockKey } from "#kernel/codes";
import { type Item, type Read, readName } from "#platform/dynamo";
import type { Listed } from "./listing.ts";
import { listingKey, listingOf } from "./listing-items.ts";

/** For readings of several tables at once. */
export const listingRead = (table: string, key: StockKey): Read => ({ table, key: listingKey(key) });

/** @returns `undefined` when there is no such listing */
export function listingIn(table: string, key: StockKey, found: ReadonlyMap<string, Item>): Listed | undefined {
  const item = found.get(readName(listingRead(table, key)));
  return item && listingOf(item);
}
