import {
  type AttributeValue,
  ConditionalCheckFailedException,
  TransactionCanceledException,
  type TransactWriteItem,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb";
import { type Dynamo, fromItem, type Item, readName, toItem } from "./dynamo.ts";
import { holds, updated } from "./spec-expressions.ts";
import type { TableSpec } from "./table.ts";

type Data = Record<string, unknown>;
/** Between a store and its tables: may fail instead of passing on, or after it. */
export type Fault = (command: string, pass: () => Promise<unknown>) => Promise<unknown>;
type WriteInput = {
  readonly TableName: string;
  readonly Key?: Item;
  readonly Item?: Item;
  readonly UpdateExpression?: string;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Item;
  readonly ReturnValuesOnConditionCheckFailure?: string;
};

const bytesPerItem = 400 * 1024;
const bytesPerTransaction = 4 * 1024 * 1024;
const bytesPerPage = 1024 * 1024;

/**
 * Tables in memory: as much of DynamoDB as our stores ask of it, with its limits, so that specs can play stories with
 * the true stores. Everything is written at once and read consistently; maps come back in another order than they went.
 */
export function memoryTables(specs: readonly TableSpec[]) {
  const items = new Map<string, Item>();
  const partitions = new Map<string, Set<string>>();
  const calls: string[] = [];
  let fault: Fault = (_, pass) => pass();
  const nameOf = (table: string, { pk, sk }: Item): string =>
    readName({ table, key: { pk: pk?.S ?? "", sk: sk?.S ?? "" } });
  const dataAt = (name: string): Data | undefined => {
    const item = items.get(name);
    return item && fromItem<Data>(item);
  };

  /** What a write makes of its item; `refused` with what stands there. */
  function prepared({ Put, Update, Delete, ConditionCheck }: TransactWriteItem) {
    const write = (Put ?? Update ?? Delete ?? ConditionCheck) as WriteInput;
    const name = nameOf(write.TableName, (write.Item ?? write.Key) as Item);
    const before = dataAt(name);
    if (write.ConditionExpression !== undefined && !holds(write.ConditionExpression, before ?? {}, write)) {
      const shown = write.ReturnValuesOnConditionCheckFailure === "ALL_OLD" ? items.get(name) : undefined;
      return { name, refused: true as const, shown };
    }
    if (Put) return { name, refused: false as const, next: sized(Put.Item as Item) };
    if (Delete) return { name, refused: false as const, next: undefined };
    if (ConditionCheck) return { name, refused: false as const, next: items.get(name) };
    const base = before ?? fromItem<Data>(write.Key as Item);
    return { name, refused: false as const, next: sized(toItem(updated(write.UpdateExpression ?? "", base, write))) };
  }
  function keep(name: string, next: Item | undefined) {
    const partition = name.slice(0, name.lastIndexOf("|"));
    const names = partitions.get(partition) ?? new Set();
    partitions.set(partition, names);
    if (next) {
      names.add(name);
      items.set(name, next);
    } else {
      names.delete(name);
      items.delete(name);
    }
  }
  /** @param pk all of the table when it is left out */
  const itemsOf = (table: string, pk: string | undefined): Item[] => {
    const names =
      pk === undefined
        ? [...items.keys()].filter((name) => name.startsWith(`${table}|`))
        : partitions.get(`${table}|${pk}`);
    return [...(names ?? [])].map((name) => items.get(name)).filter((item) => item !== undefined);
  };

  function single(write: TransactWriteItem) {
    const done = prepared(write);
    if (!done.refused) {
      keep(done.name, done.next);
      return {};
    }
    throw new ConditionalCheckFailedException({
      message: "refused",
      $metadata: {},
      ...(done.shown ? { Item: done.shown } : {}),
    });
  }

  function together({ TransactItems }: { readonly TransactItems: readonly TransactWriteItem[] }) {
    const all = TransactItems.map(prepared);
    if (all.length > 100) throw new Error("more than 100 writes in a transaction");
    if (new Set(all.map(({ name }) => name)).size < all.length) throw new Error("an item is named twice");
    if (all.some(({ refused }) => refused))
      throw new TransactionCanceledException({
        message: "cancelled",
        $metadata: {},
        CancellationReasons: all.map((one) =>
          one.refused
            ? { Code: "ConditionalCheckFailed", ...(one.shown ? { Item: one.shown } : {}) }
            : { Code: "None" },
        ),
      });
    const bytes = all.reduce((sum, one) => sum + (one.refused || !one.next ? 0 : sizeOf(one.next)), 0);
    if (bytes > bytesPerTransaction) throw new Error("a transaction of more than 4 MB");
    for (const one of all) if (!one.refused) keep(one.name, one.next);
    return {};
  }

  function query(input: WriteInput & { KeyConditionExpression: string; [more: string]: unknown }) {
    const spec = specs.find(({ name }) => name === input.TableName);
    const { partition, sort = "sk" } = (spec?.indexes[input.IndexName as string] ?? spec) as TableSpec;
    const position = ({ [sort]: place, pk, sk }: Data) => `${place}|${pk}|${sk}`;
    const from = input.ExclusiveStartKey && position(fromItem<Data>(input.ExclusiveStartKey as Item));
    const direction = input.ScanIndexForward === false ? -1 : 1;
    const wanted = /^pk = (:\w+)/.exec(input.KeyConditionExpression)?.[1];
    const prefix = wanted ? input.ExpressionAttributeValues?.[wanted]?.S : undefined;
    const found = itemsOf(input.TableName, prefix)
      .map((item) => ({ item, data: fromItem<Data>(item) }))
      .filter(({ data }) => data[partition] !== undefined && holds(input.KeyConditionExpression, data, input))
      .sort((left, right) => (position(left.data) < position(right.data) ? -direction : direction))
      .filter(({ data }) => !from || (position(data) > from ? 1 : -1) === direction);
    const page = pageOf(found.slice(0, (input.Limit as number) ?? found.length));
    const last = page.length < found.length ? page.at(-1) : undefined;
    const filter = input.FilterExpression as string | undefined;
    const Items = page.filter(({ data }) => !filter || holds(filter, data, input)).map(({ item }) => read(item));
    return { Items, ...(last ? { LastEvaluatedKey: last.item } : {}) };
  }

  const batch = ({ RequestItems }: { RequestItems: Record<string, { Keys: Item[] }> }) => ({
    Responses: Object.fromEntries(
      Object.entries(RequestItems).map(([table, { Keys }]) => [
        table,
        Keys.flatMap((key): Item[] => {
          const item = items.get(nameOf(table, key));
          return item ? [read(item)] : [];
        }),
      ]),
    ),
  });

  const writeBatch = ({ RequestItems }: { RequestItems: Record<string, WriteRequest[]> }) => {
    const writes = Object.entries(RequestItems).flatMap(([TableName, of]) => of.map((write) => ({ TableName, write })));
    if (writes.length > 25) throw new Error("more than 25 writes in a batch");
    for (const { TableName, write } of writes)
      single(
        write.PutRequest
          ? { Put: { TableName, Item: write.PutRequest.Item } }
          : { Delete: { TableName, Key: write.DeleteRequest?.Key } },
      );
    return {};
  };

  const answers: Readonly<Record<string, (input: never) => unknown>> = {
    GetItemCommand: ({ TableName, Key = {} }: WriteInput) => ({ Item: read(items.get(nameOf(TableName, Key))) }),
    BatchGetItemCommand: batch,
    BatchWriteItemCommand: writeBatch,
    QueryCommand: query,
    PutItemCommand: (input: never) => single({ Put: input }),
    UpdateItemCommand: (input: never) => single({ Update: input }),
    DeleteItemCommand: (input: never) => single({ Delete: input }),
    TransactWriteItemsCommand: together,
  };
  const send = async (command: { readonly input: object }) => {
    const { name } = command.constructor;
    await Promise.resolve();
    calls.push(name);
    return fault(name, async () => {
      const answer = answers[name];
      if (!answer) throw new Error(`${name} is nothing that these tables know`);
      return answer(command.input as never);
    });
  };
  return {
    dynamo: { send } as unknown as Dynamo,
    /** The commands sent so far, by name. */
    calls,
    /** What lies in a table, as plain data. */
    all: <Shape extends Data = Data>(table: string): Shape[] =>
      itemsOf(table, undefined).map((item) => fromItem<Shape>(item)),
    put: (table: string, data: object) => keep(nameOf(table, toItem(data)), toItem(data)),
    remove: (table: string, key: object) => keep(nameOf(table, toItem(key)), undefined),
    /** @param next what lies between stores and tables from now on; nothing when it is left out */
    between: (next: Fault = (_, pass) => pass()) => {
      fault = next;
    },
  };
}

/** As much as one answer holds. */
function pageOf<Found extends { readonly item: Item }>(found: readonly Found[]): Found[] {
  const page: Found[] = [];
  let bytes = 0;
  for (const one of found) {
    bytes += sizeOf(one.item);
    if (bytes > bytesPerPage && page.length > 0) break;
    page.push(one);
  }
  return page;
}

function sized(item: Item): Item {
  if (sizeOf(item) > bytesPerItem) throw new Error("an item of more than 400 kB");
  return item;
}

/** Bytes of an item, names included; nearly DynamoDB's own sum. */
const sizeOf = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + weight(value), 0);
const weight = (value: AttributeValue): number =>
  value.B ? value.B.byteLength : value.M ? sizeOf(value.M) : Buffer.byteLength(JSON.stringify(Object.values(value)[0]));

/** DynamoDB promises no order of attributes. */
const read = <Given extends Item | undefined>(item: Given): Given => item && (turned(item) as Given);
const turned = (item: Item): Item =>
  Object.fromEntries(
    Object.entries(item)
      .reverse()
      .map(([name, value]) => [name, value.M ? { M: turned(value.M) } : value]),
  );
