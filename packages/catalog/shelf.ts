import * as z from "zod/mini";
import { type StockKey, sellerId, sku } from "#kernel/codes";
import { type Category, categories } from "#markets/vocabulary";
import type { Listed } from "./listing.ts";

const shards = 8;
/** All that lists are gathered from. */
export const allShards: readonly string[] = Array.from({ length: shards }, (_, shard) => `shard#${shard}`);

/** Which shard a listing lies in: the same for the same key, evenly spread over keys. */
export function shardOf(key: StockKey): string {
  let hash = 0;
  for (const character of `${key.sellerId}#${key.sku}`)
    hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return `shard#${hash % shards}`;
}

/** The place of a listing in every list: by category, then SKU, then seller. No two listings share it. */
export const shelfOf = (listing: Pick<Listed, "category" | "sku" | "sellerId">): string =>
  `${listing.category}#${listing.sku}#${listing.sellerId}`;

/** Whether a cursor names a place that a list, of one category or of all, may go on from. */
export function isShelf(text: string, category: Category | undefined): boolean {
  const [, named, unit, seller] = /^([^#]*)#(.*)#([^#]*)$/s.exec(text) ?? []; // of the three, only a SKU may hold a `#`
  return (
    (categories as readonly (string | undefined)[]).includes(named) &&
    (category === undefined || named === category) &&
    z.safeParse(sku, unit).success &&
    z.safeParse(sellerId, seller).success
  );
}

/** The span of places behind `after`, both ends inclusive. A place holds nothing below the space and does not end in one,
 *  and begins with a category, which is below the tilde. */
export const shelvesBehind = (category: Category | undefined, after: string | undefined): [string, string] => [
  after === undefined ? (category ?? " ") : `${after} `,
  category === undefined ? "~" : `${category}$`,
];
