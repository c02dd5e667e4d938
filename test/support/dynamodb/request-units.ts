import type { Item } from "#platform/dynamo";
import type { IndexSpec, TableSpec } from "#platform/table";
import { itemSize } from "./item-size.ts";

/** How a write goes to the table: a transaction prepares and commits each item, and pays for both. */
export type WriteKind = "plain" | "transaction";

const startedUnits = (bytes: number, unit: number): number => Math.max(1, Math.ceil(bytes / unit));

/** Write request units that a write of one item costs its table: one for each kilobyte begun of the larger of what was
 *  there and what is there now. A write whose condition failed pays the same. */
export const tableWriteUnits = (before: Item | undefined, after: Item | undefined, kind: WriteKind): number =>
  startedUnits(Math.max(itemSize(before), itemSize(after)), 1024) * (kind === "transaction" ? 2 : 1);

/** Write request units that the same write costs all indexes of the table together. Indexes follow the table on their
 *  own, so that a transaction does not pay twice for them. */
export const indexWriteUnits = (spec: TableSpec, before: Item | undefined, after: Item | undefined): number =>
  Object.values(spec.indexes).reduce((units, index) => units + oneIndex(spec, index, before, after), 0);

function oneIndex(spec: TableSpec, index: IndexSpec, before: Item | undefined, after: Item | undefined): number {
  const was = entryIn(spec, index, before);
  const is = entryIn(spec, index, after);
  const unitsOf = (entry: Item): number => startedUnits(itemSize(entry), 1024);
  if (!was) return is ? unitsOf(is) : 0;
  if (!is) return unitsOf(was);
  const keyOf = (entry: Item): string => JSON.stringify(keysOf(index).map((name) => entry[name]));
  // an entry whose key changes is deleted and put anew
  if (keyOf(was) !== keyOf(is)) return unitsOf(was) + unitsOf(is);
  return JSON.stringify(was) === JSON.stringify(is) ? 0 : Math.max(unitsOf(was), unitsOf(is));
}

const keysOf = ({ partition, sort }: IndexSpec): string[] => (sort ? [partition, sort] : [partition]);

/** What an index holds of an item; an item that lacks a key of the index is not in it. */
export function entryIn(spec: TableSpec, index: IndexSpec, item: Item | undefined): Item | undefined {
  if (!item || keysOf(index).some((name) => item[name] === undefined)) return undefined;
  if (index.projection === "all") return item;
  const more = index.projection === "keys" ? [] : index.projection;
  const names = [...new Set([spec.partition, spec.sort, ...keysOf(index), ...more])].sort();
  return Object.fromEntries(names.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));
}

/** How a read is promised to see what was written before. */
export type ReadKind = "eventual" | "strong" | "transaction";
const unitsPerBlock = { eventual: 0.5, strong: 1, transaction: 2 } as const satisfies Record<ReadKind, number>;

/** Read request units for so many bytes read together: of one item, or of all items that a query found. What is not
 *  there costs as much as the smallest thing. */
export const readUnits = (bytes: number, kind: ReadKind): number => startedUnits(bytes, 4096) * unitsPerBlock[kind];
