import { type NodeId, type StockKey, stockKeyName } from "#kernel/codes";
import { fromItem, type Item, type Read, readMany, readName, type TableHandle } from "#platform/dynamo";
import { type Availability, availableOn } from "./availability.ts";
import type { Bucket, NodeStock } from "./stock.ts";
import type { StockPlace } from "./stock-address.ts";
import { stockKey } from "./stock-items.ts";

type Found = ReadonlyMap<string, Item>;
/** A bucket as the table keeps it; `activeBuckets`, `everBuckets` and `layoutVersion` stand in bucket 0 only. */
type BucketItem = {
  available: number;
  held: number;
  consumedUnits?: number;
  retired?: true;
  activeBuckets?: number;
  everBuckets?: number;
  layoutVersion?: number;
};

/** Every key at every node. */
export const placesOf = (keys: readonly StockKey[], nodeIds: readonly NodeId[]): StockPlace[] =>
  keys.flatMap(({ sellerId, sku }) => nodeIds.map((nodeId) => ({ sellerId, sku, nodeId })));

const bucketRead = (table: string, place: StockPlace, bucket: number): Read => ({
  table,
  key: stockKey({ ...place, bucket }),
});
const bucketIn = (found: Found, table: string, place: StockPlace, bucket: number): BucketItem | undefined => {
  const item = found.get(readName(bucketRead(table, place, bucket)));
  return item && fromItem<BucketItem>(item);
};

/** First what every place has: its bucket 0, which says how many more there are. */
export const firstReads = (table: string, places: readonly StockPlace[]): Read[] =>
  places.map((place) => bucketRead(table, place, 0));

/**
 * Then the other buckets of the places found to have some. None for stock that is not split.
 * @param extent `activeBuckets`: those that are offered; `everBuckets`: also the retired ones, which may still hold units
 */
export const furtherReads = (
  table: string,
  places: readonly StockPlace[],
  found: Found,
  extent: "activeBuckets" | "everBuckets" = "activeBuckets",
): Read[] =>
  places.flatMap((place) => {
    const count = bucketIn(found, table, place, 0)?.[extent] ?? 1;
    return Array.from({ length: Math.max(0, count - 1) }, (_, index) => bucketRead(table, place, index + 1));
  });

/** What the places offer, by what both readings found. A place without an item offers nothing. */
const availabilitiesIn = (table: string, places: readonly StockPlace[], found: Found): Availability[] =>
  places.map((place) => ({
    ...place,
    buckets: Array.from(
      { length: bucketIn(found, table, place, 0)?.activeBuckets ?? 1 },
      (_, bucket) => bucketIn(found, table, place, bucket)?.available ?? 0,
    ),
  }));

/** The layout number of a place. @returns `undefined` when nothing was ever there */
export const layoutVersionIn = (table: string, place: StockPlace, found: Found): number | undefined =>
  bucketIn(found, table, place, 0)?.layoutVersion;

/** All that is known of one place, by readings of all buckets that it ever had. @returns `undefined` when nothing was ever there */
export function nodeStockIn(table: string, place: StockPlace, found: Found): NodeStock | undefined {
  const first = bucketIn(found, table, place, 0);
  if (!first) return undefined;
  const { activeBuckets = 1, everBuckets = 1, layoutVersion = 0 } = first;
  const buckets = Array.from({ length: everBuckets }, (_, bucket): Bucket[] => {
    const item = bucketIn(found, table, place, bucket);
    if (!item) return [];
    const { available, held, consumedUnits: consumed = 0, retired = false } = item;
    return [{ bucket, available, held, consumed, retired }];
  });
  return { nodeId: place.nodeId, activeBuckets, everBuckets, layoutVersion, buckets: buckets.flat() };
}

/** What every key has at every node, as far as it can be read along with whatever else is read at once. */
export const stockReads = (table: string, nodeIds: readonly NodeId[], keys: readonly StockKey[]): Read[] =>
  firstReads(table, placesOf(keys, nodeIds));

/**
 * What there is of each key at every node.
 * @param first what was found by `stockReads`; the other buckets of stock that is split are read now
 */
export async function readAvailabilities(
  handle: TableHandle,
  { nodeIds, keys }: { readonly nodeIds: readonly NodeId[]; readonly keys: readonly StockKey[] },
  first: Found,
  consistency: "eventual" | "strong" = "eventual",
): Promise<readonly Availability[]> {
  const places = placesOf(keys, nodeIds);
  const others = furtherReads(handle.table, places, first);
  const further = others.length > 0 ? await readMany(handle, others, consistency) : [];
  return availabilitiesIn(handle.table, places, new Map([...first, ...further]));
}

/**
 * How many units of each key can be bought, over all nodes. May be a moment old.
 * @param nodeIds the market's nodes
 * @returns units by `stockKeyName`
 */
export async function readAvailability(
  handle: TableHandle,
  nodeIds: readonly NodeId[],
  keys: readonly StockKey[],
): Promise<ReadonlyMap<string, number>> {
  const first = await readMany(handle, stockReads(handle.table, nodeIds, keys));
  const units = new Map<string, number>();
  for (const availability of await readAvailabilities(handle, { nodeIds, keys }, first)) {
    const name = stockKeyName(availability);
    units.set(name, (units.get(name) ?? 0) + availableOn(availability));
  }
  return units;
}
