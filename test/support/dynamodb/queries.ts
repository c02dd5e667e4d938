import type {
  BatchGetItemCommandInput,
  GetItemCommandInput,
  KeysAndAttributes,
  QueryCommandInput,
} from "@aws-sdk/client-dynamodb";
import type { IndexSpec, TableSpec } from "#platform/table";
import type { Item } from "./attribute-values.ts";
import { type Condition, parseCondition } from "./expression-syntax.ts";
import { conditionHolds, nameIn, projected, requireTerms, type Terms } from "./expressions.ts";
import { itemSize } from "./item-size.ts";
import { type ItemStore, keyOf } from "./item-store.ts";
import { invalid } from "./refusals.ts";
import { entryIn } from "./request-units.ts";

const bytesPerPage = 2 ** 20;
const bytesPerBatch = 16 * 2 ** 20;
const keysPerBatch = 100;

/** @throws Error for a parameter that these tables do not know: it would be passed over in silence */
export function requireKnown(input: object, known: readonly string[]): void {
  for (const [name, value] of Object.entries(input))
    if (value !== undefined && !known.includes(name)) throw new Error(`tables in memory know no ${name}`);
}

export function getItem(store: ItemStore, input: GetItemCommandInput): { readonly Item?: Item } {
  requireKnown(input, ["TableName", "Key", "ConsistentRead"]);
  const found = store.find(input.TableName ?? "", keyOf(input.Key ?? {}));
  return found ? { Item: shown(found) } : {};
}

/** Many items at once: what goes beyond 16 MB is left out, and said to be. */
export function batchGet(store: ItemStore, { RequestItems = {}, ...more }: BatchGetItemCommandInput) {
  requireKnown(more, []);
  const Responses: Record<string, Item[]> = {};
  const UnprocessedKeys: Record<string, KeysAndAttributes> = {};
  const keys = Object.entries(RequestItems).flatMap(([table, { Keys = [] }]) =>
    Keys.map((key) => `${table}|${JSON.stringify(keyOf(key))}`),
  );
  if (keys.length === 0 || keys.length > keysPerBatch) invalid(`${keys.length} keys in a batch of reads`);
  if (new Set(keys).size < keys.length) invalid("a batch of reads names a key twice");
  let bytes = 0;
  for (const [table, asked] of Object.entries(RequestItems)) {
    requireKnown(asked, ["Keys", "ConsistentRead"]);
    const left: Item[] = [];
    Responses[table] = (asked.Keys ?? []).flatMap((key): Item[] => {
      const found = store.find(table, keyOf(key));
      bytes += itemSize(found);
      if (bytes > bytesPerBatch) left.push(key);
      return found && bytes <= bytesPerBatch ? [shown(found)] : [];
    });
    if (left.length > 0) UnprocessedKeys[table] = { ...asked, Keys: left };
  }
  return { Responses, UnprocessedKeys };
}

/** One page of a partition. */
export function query(store: ItemStore, spec: TableSpec, input: QueryCommandInput) {
  requireKnown(input, [
    "TableName",
    "IndexName",
    "KeyConditionExpression",
    "ProjectionExpression",
    "ExpressionAttributeNames",
    "ExpressionAttributeValues",
    "ConsistentRead",
    "Limit",
    "ScanIndexForward",
    "ExclusiveStartKey",
  ]);
  const { KeyConditionExpression = "", ProjectionExpression, IndexName, Limit } = input;
  requireTerms([KeyConditionExpression, ProjectionExpression], input);
  const index = IndexName === undefined ? undefined : (spec.indexes[IndexName] ?? invalid(`no index ${IndexName}`));
  if (index && input.ConsistentRead) invalid("an index is not read consistently");
  const by = index ?? spec;
  const condition = parseCondition(KeyConditionExpression);
  const value = partitionIn(condition, by, input);
  const nameOfKeys = [...new Set([spec.partition, spec.sort, by.partition, ...(by.sort ? [by.sort] : [])])];
  const after = input.ExclusiveStartKey;
  if (after && Object.keys(after).sort().join() !== nameOfKeys.sort().join()) invalid("a page starts after no key");

  const page: Item[] = [];
  let bytes = 0;
  let LastEvaluatedKey: Item | undefined;
  const backwards = input.ScanIndexForward === false;
  for (const item of store.inPartition({ table: spec.name, index: IndexName, value, backwards, after })) {
    if (!conditionHolds(condition, item, input)) continue;
    const entry = index ? (entryIn(spec, index, item) ?? {}) : item;
    page.push(entry);
    bytes += itemSize(entry);
    if (page.length < (Limit ?? Number.POSITIVE_INFINITY) && bytes <= bytesPerPage) continue;
    LastEvaluatedKey = only(nameOfKeys, item); // also where nothing follows: that was not looked at
    break;
  }
  return {
    Items: page.map((entry) => shown(projected(ProjectionExpression, entry, input))),
    Count: page.length,
    ScannedCount: page.length,
    ...(LastEvaluatedKey ? { LastEvaluatedKey } : {}),
  };
}

/** The partition that a key condition is about. @throws ValidationException for one that is not of the form
 *  `partition = :value`, with one condition on the sort key or none */
function partitionIn(condition: Condition, { partition, sort }: Pick<IndexSpec, "partition" | "sort">, terms: Terms) {
  const [first, second] = condition.kind === "and" ? [condition.left, condition.right] : [condition, undefined];
  const isAbout = (name: string | undefined, attribute: string | undefined): boolean =>
    name !== undefined && attribute !== undefined && nameIn(name, terms) === attribute;
  if (second && !isAbout(sortNameIn(second), sort))
    return invalid("a key condition's second part is about the sort key");
  if (first.kind !== "compare" || first.by !== "=" || first.left.kind !== "attribute" || first.right.kind !== "value")
    return invalid("a key condition begins with its partition");
  if (!isAbout(first.left.name, partition)) return invalid("a key condition begins with its partition");
  return terms.ExpressionAttributeValues?.[first.right.name]?.S ?? invalid("a partition is a text");
}

function sortNameIn(condition: Condition): string | undefined {
  if (condition.kind === "begins_with") return condition.name;
  if (condition.kind === "compare" && condition.by !== "<>" && condition.left.kind === "attribute")
    return condition.left.name;
  return condition.kind === "between" && condition.what.kind === "attribute" ? condition.what.name : undefined;
}

const only = (names: readonly string[], item: Item): Item =>
  Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));

/** An item as it is read: nobody promises an order of its attributes. */
export const shown = (item: Item): Item =>
  Object.fromEntries(
    Object.entries(item)
      .reverse()
      .map(([name, value]) => [name, value.M ? { M: shown(value.M) } : value]),
  );
