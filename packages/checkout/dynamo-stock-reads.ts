import { firstReads, furtherReads, placesOf, shelvesIn } from "#inventory/stock-reads";
import type { Shelf } from "#inventory/take";
import type { NodeId, StockKey } from "#kernel/codes";
import { type Item, type Read, readMany, type TableHandle } from "#platform/dynamo";

/** What every key has at every node, to be read with whatever else is read. */
export const stockReads = (table: string, nodeIds: readonly NodeId[], keys: readonly StockKey[]): Read[] =>
  firstReads(table, placesOf(keys, nodeIds));

/** The shelves of these keys, by what the first reads found; reads the other buckets of those that have some. */
export async function readShelves(
  { dynamo, table }: TableHandle,
  nodeIds: readonly NodeId[],
  keys: readonly StockKey[],
  first: ReadonlyMap<string, Item>,
  consistency: "eventual" | "strong",
): Promise<readonly Shelf[]> {
  const places = placesOf(keys, nodeIds);
  const others = furtherReads(table, places, first);
  if (others.length === 0) return shelvesIn(table, places, first);
  const further = await readMany({ dynamo }, others, consistency);
  return shelvesIn(table, places, new Map([...first, ...further]));
}
