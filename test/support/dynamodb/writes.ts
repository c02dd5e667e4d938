import type { BatchWriteItemCommandInput, TransactWriteItemsCommandInput } from "@aws-sdk/client-dynamodb";
import type { Key } from "#platform/dynamo";
import type { TableSpec } from "#platform/table";
import { type Item, requireKeepable } from "./attribute-values.ts";
import { holds, requireTerms, type Terms, updated } from "./expressions.ts";
import { itemSize } from "./item-size.ts";
import { type ItemStore, keyOf } from "./item-store.ts";
import { requireKnown, shown } from "./queries.ts";
import { cancelled, conditionFailed, invalid } from "./refusals.ts";

const bytesPerItem = 400 * 1024;
const bytesPerTransaction = 4 * 2 ** 20;
const writesPerTransaction = 100;
const writesPerBatch = 25;

const kinds = ["Put", "Update", "Delete", "ConditionCheck"] as const;
export type WriteKind = (typeof kinds)[number];
/** The parameters of a write, alone or in a transaction. */
export type WriteInput = Terms & {
  readonly TableName?: string | undefined;
  readonly Item?: Item | undefined;
  readonly Key?: Item | undefined;
  readonly UpdateExpression?: string | undefined;
  readonly ConditionExpression?: string | undefined;
  readonly ReturnValues?: string | undefined;
  readonly ReturnValuesOnConditionCheckFailure?: string | undefined;
};
const always = [
  "TableName",
  "ConditionExpression",
  "ExpressionAttributeNames",
  "ExpressionAttributeValues",
  "ReturnValuesOnConditionCheckFailure",
];
const particular = { Put: ["Item"], Update: ["Key", "UpdateExpression"], Delete: ["Key"], ConditionCheck: ["Key"] };

/** What a write comes to. */
type Weighed = {
  readonly table: string;
  readonly key: Key;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
  /** The attributes that an update names. */
  readonly named: ReadonlySet<string>;
  /** Whether its condition does not hold; then what stands in the way, if the write asks for it. */
  readonly refused: boolean;
  readonly inTheWay: Item | undefined;
};

/** Writes to tables. @param specOf a table by its name; throws where there is none */
export function tableWriter(store: ItemStore, specOf: (table: string | undefined) => TableSpec) {
  function weighed(kind: WriteKind, input: WriteInput): Weighed {
    const spec = specOf(input.TableName);
    const { ConditionExpression: condition, UpdateExpression: update } = input;
    requireTerms([condition, update], input);
    const key = keyOf((kind === "Put" ? input.Item : input.Key) ?? {});
    if (input.Key && Object.keys(input.Key).length !== 2) invalid("a key has more than its two attributes");
    const before = store.find(spec.name, key);
    const refused = condition !== undefined && !holds(condition, before ?? {}, input);
    const asked = input.ReturnValuesOnConditionCheckFailure === "ALL_OLD";
    const base = {
      table: spec.name,
      key,
      before,
      refused,
      inTheWay: refused && asked ? before && shown(before) : undefined,
    };
    const named = new Set<string>();
    if (kind === "ConditionCheck") return { ...base, after: before, named };
    if (kind === "Delete") return { ...base, after: undefined, named };
    if (kind === "Put") return { ...base, after: keepable(spec, input.Item ?? {}), named };
    if (refused) return { ...base, after: before, named };
    const done = updated(update ?? invalid("an update without an expression"), before ?? input.Key ?? {}, input);
    if (done.named.has(spec.partition) || done.named.has(spec.sort)) invalid("an update changes a key");
    return { ...base, after: keepable(spec, done.after), named: done.named };
  }
  const keep = ({ table, key, after }: Weighed): void => store.keep(table, key, after);

  return {
    /** A write by itself. @throws ConditionalCheckFailedException */
    alone(kind: Exclude<WriteKind, "ConditionCheck">, input: WriteInput): { readonly Attributes?: Item } {
      requireKnown(input, [...always, ...particular[kind], "ReturnValues"]);
      const write = weighed(kind, input);
      if (write.refused) throw conditionFailed(write.inTheWay);
      keep(write);
      const attributes = returned(kind, input.ReturnValues, write);
      return attributes ? { Attributes: shown(attributes) } : {};
    },

    /** All or nothing. @throws TransactionCanceledException with a reason for each write */
    together({ TransactItems = [], ...more }: TransactWriteItemsCommandInput): object {
      requireKnown(more, ["ClientRequestToken"]); // the SDK's own, for a request that it sends again: none is lost here
      if (TransactItems.length > writesPerTransaction) invalid(`${TransactItems.length} writes in a transaction`);
      const writes = TransactItems.map((item): Weighed => {
        const [kind, ...others] = kinds.filter((one) => item[one] !== undefined);
        if (kind === undefined || others.length > 0) return invalid("a write of a transaction is of one kind");
        requireKnown(item[kind] ?? {}, [...always, ...particular[kind]]);
        return weighed(kind, item[kind] as WriteInput);
      });
      requireDistinct(writes);
      const bytes = writes.reduce((sum, { after }) => sum + itemSize(after), 0);
      if (bytes > bytesPerTransaction) invalid("a transaction of more than 4 MB");
      if (writes.some(({ refused }) => refused))
        throw cancelled(
          writes.map(({ refused, inTheWay }) => ({
            Code: refused ? "ConditionalCheckFailed" : "None",
            ...(inTheWay ? { Item: inTheWay } : {}),
          })),
        );
      for (const write of writes) keep(write);
      return {};
    },

    /** Many writes without conditions, each by itself. */
    batch({ RequestItems = {}, ...more }: BatchWriteItemCommandInput): object {
      requireKnown(more, []);
      const writes = Object.entries(RequestItems).flatMap(([TableName, requests]) =>
        requests.map(({ PutRequest, DeleteRequest }) =>
          PutRequest
            ? weighed("Put", { TableName, Item: PutRequest.Item })
            : weighed("Delete", { TableName, Key: DeleteRequest?.Key }),
        ),
      );
      if (writes.length === 0 || writes.length > writesPerBatch) invalid(`${writes.length} writes in a batch`);
      requireDistinct(writes);
      for (const write of writes) keep(write);
      return { UnprocessedItems: {} };
    },
  };
}

function requireDistinct(writes: readonly Weighed[]): void {
  const names = new Set(writes.map(({ table, key: { pk, sk } }) => `${table}|${pk}|${sk}`));
  if (names.size < writes.length) invalid("an item is written twice in one request");
}

/** @throws ValidationException unless DynamoDB would keep such an item in this table */
function keepable(spec: TableSpec, item: Item): Item {
  for (const value of Object.values(item)) requireKeepable(value);
  const keys = Object.values(spec.indexes).flatMap(({ partition, sort }) => (sort ? [partition, sort] : [partition]));
  for (const name of keys)
    if (item[name] !== undefined && !item[name].S)
      invalid(`${name} is the key of an index, and no text or an empty one`);
  if (itemSize(item) > bytesPerItem) invalid("an item of more than 400 kB");
  return item;
}

function returned(kind: WriteKind, wanted: string | undefined, { before, after, named }: Weighed): Item | undefined {
  if (wanted === undefined || wanted === "NONE") return undefined;
  if (wanted === "ALL_OLD") return before;
  if (kind === "Update" && wanted === "ALL_NEW") return after;
  if (kind === "Update" && wanted === "UPDATED_NEW")
    return Object.fromEntries(Object.entries(after ?? {}).filter(([name]) => named.has(name)));
  throw new Error(`tables in memory return no ${wanted} of a ${kind}`);
}
