import type { Availability } from "#inventory/availability";
import { availabilitiesIn, firstReads, furtherReads, placesOf } from "#inventory/stock-reads";
import type { NodeId, StockKey } from "#kernel/codes";
import { type Item, type Read, readMany, type TableHandle } from "#platform/dynamo";

/** What every key has at every node, to be read with whatever else is read. */
export const stockReads = (table: string, nodeIds: readonly NodeId[], keys: readonly StockKey[]): Read[] =>
  firstReads(table, placesOf(keys, nodeIds));

/** What there is of these keys, by what the first reads found; reads the other buckets of those that have some. */
export async function readAvailabilities(
  { dynamo, table }: TableHandle,
  nodeIds: readonly NodeId[],
  keys: readonly StockKey[],
  first: ReadonlyMap<string, Item>,
  consistency: "eventual" | "strong",
): Promise<readonly Availability[]> {
  const places = placesOf(keys, nodeIds);
  const others = furtherReads(table, places, first);
  if (others.length === 0) return availabilitiesIn(table, places, first);
  const further = await readMany({ dynamo }, others, consistency);
  return availabilitiesIn(table, places, new Map([...first, ...further]));
}
