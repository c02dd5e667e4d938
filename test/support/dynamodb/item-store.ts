import type { Key } from "#platform/dynamo";
import type { IndexSpec, TableSpec } from "#platform/table";
import { compareTexts, type Item } from "./attribute-values.ts";
import { invalid } from "./refusals.ts";

/** A partition of a table, or of one of its indexes. */
export type Partition = {
  readonly table: string;
  readonly index: string | undefined;
  readonly value: string;
  readonly backwards: boolean;
  /** What is wanted lies after these keys. */
  readonly after: Item | undefined;
};

/** Where the items of tables lie. Tables in memory ask nothing else of it: another one may make its items up. */
export type ItemStore = {
  find(table: string, key: Key): Item | undefined;
  /** @param item nothing to remove what is there */
  keep(table: string, key: Key, item: Item | undefined): void;
  /** The items of a partition, by its sort key. An index is never behind its table here. */
  inPartition(partition: Partition): Iterable<Item>;
  all(table: string): readonly Item[];
};

/** The key of an item. @throws ValidationException without one */
export function keyOf({ pk, sk }: Item): Key {
  if (!pk?.S || !sk?.S) return invalid("an item has no key, or an empty one");
  return { pk: pk.S, sk: sk.S };
}

/** How an item is sorted in a table or index; things with equal sort keys by their own keys. */
const placeOf = ({ sort }: Pick<IndexSpec, "sort">, item: Item): readonly string[] => [
  (sort && item[sort]?.S) ?? "",
  item.pk?.S ?? "",
  item.sk?.S ?? "",
];
const comparePlaces = (left: readonly string[], right: readonly string[]): number =>
  left.reduce((order, text, at) => order || compareTexts(text, right[at] ?? ""), 0);

type Sorted = { readonly items: Map<string, Item>; sorted: readonly Item[] | undefined };

/** Items in memory. */
export function itemStore(specs: readonly TableSpec[]): ItemStore {
  const tables = new Map(specs.map((spec) => [spec.name, { spec, items: new Map<string, Item>() }]));
  const partitions = new Map<string, Sorted>();
  const at = (name: string) => tables.get(name) ?? invalid(`there is no table ${name}`);
  const nameOf = ({ pk, sk }: Key): string => `${pk}|${sk}`;

  /** The partitions that an item is in: one of the table, and one of each index whose keys it has. */
  function partitionsOf(spec: TableSpec, item: Item): Sorted[] {
    const indexes: [string, IndexSpec | TableSpec][] = [["", spec], ...Object.entries(spec.indexes)];
    return indexes.flatMap(([index, { partition, sort }]) => {
      const value = item[partition]?.S;
      if (value === undefined || (sort && item[sort] === undefined)) return [];
      return [partitionAt(spec.name, index, value)];
    });
  }
  function partitionAt(table: string, index: string, value: string): Sorted {
    const name = `${table}|${index}|${value}`;
    const found = partitions.get(name) ?? { items: new Map(), sorted: undefined };
    partitions.set(name, found);
    return found;
  }

  return {
    find: (table, key) => at(table).items.get(nameOf(key)),
    keep(table, key, item) {
      const { spec, items } = at(table);
      const name = nameOf(key);
      const before = items.get(name);
      for (const partition of before ? partitionsOf(spec, before) : []) {
        partition.items.delete(name);
        partition.sorted = undefined;
      }
      if (!item) {
        items.delete(name);
        return;
      }
      items.set(name, item); // what is there already keeps its place among all
      for (const partition of partitionsOf(spec, item)) {
        partition.items.set(name, item);
        partition.sorted = undefined;
      }
    },
    *inPartition({ table, index, value, backwards, after }) {
      const { spec } = at(table);
      const by = index === undefined ? spec : (spec.indexes[index] ?? invalid(`${table} has no index ${index}`));
      const partition = partitionAt(table, index ?? "", value);
      partition.sorted ??= [...partition.items.values()].sort((left, right) =>
        comparePlaces(placeOf(by, left), placeOf(by, right)),
      );
      const start = after && placeOf(by, after);
      for (const item of backwards ? partition.sorted.toReversed() : partition.sorted) {
        const order = start ? comparePlaces(placeOf(by, item), start) : 0;
        if (!start || (backwards ? order < 0 : order > 0)) yield item;
      }
    },
    all: (table) => [...at(table).items.values()],
  };
}
