import {
  type AttributeValue,
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DynamoDBClient,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { pause } from "./contention.ts";

/** The part of the client that stores use: a fault can be put between a store and its table. */
export type Dynamo = Pick<DynamoDBClient, "send">;
export type Item = Record<string, AttributeValue>;
/** Where a store reads and writes. */
export type TableHandle = { readonly dynamo: Dynamo; readonly table: string };
/** The key of every item of every table. */
export type Key = { readonly pk: string; readonly sk: string };

let client: DynamoDBClient | undefined;
/** The one client of a function instance. Its connections outlive an invocation. */
export const dynamo = (): Dynamo => {
  client ??= newClient();
  return client;
};

function newClient(): DynamoDBClient {
  const made = new DynamoDBClient({ maxAttempts: 5 });
  // it copies every request and answer, item by item, for a logger that nobody set
  made.middlewareStack.remove("loggerMiddleware");
  return made;
}

/** Plain data to DynamoDB's form; `undefined` members vanish. */
export const toItem = (data: object): Item => marshall(data, { removeUndefinedValues: true });
/** The same for the values of an expression. @alias */
export const toValues = toItem;
/** An item as plain data. The caller states its type, since the table's own store wrote it. */
export const fromItem = <Data>(item: Item): Data => unmarshall(item) as Data;

/** Compares two keys as DynamoDB sorts them, by their bytes in UTF-8; JavaScript's own order differs beyond U+D7FF. */
export const compareKeys = (left: string, right: string): number =>
  Buffer.compare(Buffer.from(left), Buffer.from(right));

/** Runs a conditional write.
 *  @returns `undefined` when it was written; else the item that stood in the way (`{}` when there is none). Ask for it
 *  with `ReturnValuesOnConditionCheckFailure: "ALL_OLD"`. */
export async function unlessRefused(write: Promise<unknown>): Promise<Item | undefined> {
  try {
    await write;
    return undefined;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return error.Item ?? {};
    throw error;
  }
}

/** One key to read, of one table. */
export type Read = { readonly table: string; readonly key: Key };

/**
 * Reads many items of many tables in ⌈n / 100⌉ calls, side by side; what DynamoDB leaves out is asked for again.
 * @returns the items found, by `readName`; consistent reads cost double and are asked for by name
 */
export async function readMany(
  { dynamo }: Pick<TableHandle, "dynamo">,
  reads: readonly Read[],
  consistency: "eventual" | "strong" = "eventual",
): Promise<ReadonlyMap<string, Item>> {
  const found = new Map<string, Item>();
  const distinct = [...new Map(reads.map((read) => [readName(read), read])).values()];
  const batches = Array.from({ length: Math.ceil(distinct.length / 100) }, (_, at) =>
    distinct.slice(at * 100, at * 100 + 100),
  );
  await Promise.all(batches.map((batch) => readBatch(dynamo, batch, consistency, found)));
  return found;
}

/** The name under which `readMany` returns an item. */
export const readName = ({ table, key }: Read): string => `${table}|${key.pk}|${key.sk}`;

async function readBatch(dynamo: Dynamo, batch: readonly Read[], consistency: string, found: Map<string, Item>) {
  let wanted: Record<string, { Keys: Item[]; ConsistentRead: boolean }> | undefined = {};
  for (const { table, key } of batch) {
    wanted[table] ??= { Keys: [], ConsistentRead: consistency === "strong" };
    wanted[table].Keys.push(toItem(key));
  }
  for (let attempt = 0; wanted && Object.keys(wanted).length > 0; attempt++) {
    if (attempt > 0) await pause(attempt);
    const { Responses = {}, UnprocessedKeys } = await dynamo.send(new BatchGetItemCommand({ RequestItems: wanted }));
    for (const [table, items] of Object.entries(Responses))
      for (const item of items) found.set(readName({ table, key: fromItem<Key>(item) }), item);
    wanted = UnprocessedKeys as typeof wanted;
  }
}
