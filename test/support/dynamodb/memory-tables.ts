import type {
  BatchGetItemCommandInput,
  BatchWriteItemCommandInput,
  GetItemCommandInput,
  QueryCommandInput,
  TransactWriteItemsCommandInput,
} from "@aws-sdk/client-dynamodb";
import { type Dynamo, fromItem, toItem } from "#platform/dynamo";
import type { TableSpec } from "#platform/table";
import { type ItemStore, itemStore, keyOf } from "./item-store.ts";
import { batchGet, getItem, query } from "./queries.ts";
import { invalid } from "./refusals.ts";
import { tableWriter, type WriteInput } from "./writes.ts";

/** Between a store and its tables: may fail instead of passing on, or after it. */
export type Fault = (command: string, pass: () => Promise<unknown>) => Promise<unknown>;

/**
 * Tables in memory: as much of DynamoDB as our stores ask of it, with its limits, so that tests can play stories with the
 * true stores. What it does not know it refuses. Everything is written at once and read consistently; attributes come back
 * in another order than they went.
 *
 * The library for it would be `dynalite`, which knows no transactions (asked for since 2018: github.com/architect/dynalite,
 * "Support DynamoDb transactions") and so gives no reasons why one was cancelled: half of what our stores ask for.
 * @param store where the items lie
 */
export function memoryTables(specs: readonly TableSpec[], store: ItemStore = itemStore(specs)) {
  const byName = new Map(specs.map((spec) => [spec.name, spec]));
  const specOf = (table: string | undefined): TableSpec =>
    byName.get(table ?? "") ?? invalid(`there is no table ${table}`);
  const write = tableWriter(store, specOf);
  const operations: Readonly<Record<string, (input: never) => object>> = {
    GetItem: (input: GetItemCommandInput) => getItem(store, input),
    BatchGetItem: (input: BatchGetItemCommandInput) => batchGet(store, input),
    Query: (input: QueryCommandInput) => query(store, specOf(input.TableName), input),
    PutItem: (input: WriteInput) => write.alone("Put", input),
    UpdateItem: (input: WriteInput) => write.alone("Update", input),
    DeleteItem: (input: WriteInput) => write.alone("Delete", input),
    TransactWriteItems: (input: TransactWriteItemsCommandInput) => write.together(input),
    BatchWriteItem: (input: BatchWriteItemCommandInput) => write.batch(input),
  };
  /** @throws DynamoDBServiceException when the request is refused, Error for an operation that is not known here */
  function answer(operation: string, input: object): object {
    const answerTo = operations[operation];
    if (!answerTo) throw new Error(`tables in memory know no ${operation}`);
    return answerTo(input as never);
  }

  const calls: string[] = [];
  let fault: Fault = (_, pass) => pass();
  async function send(command: { readonly input: object }): Promise<unknown> {
    const { name } = command.constructor;
    await Promise.resolve();
    calls.push(name);
    return fault(name, async () => answer(name.replace(/Command$/, ""), command.input));
  }
  return {
    dynamo: { send } as unknown as Dynamo,
    answer,
    /** The commands sent so far, by name. */
    calls,
    /** What lies in a table, as plain data. */
    all: <Shape extends object = Record<string, unknown>>(table: string): Shape[] =>
      store.all(table).map((item) => fromItem<Shape>(item)),
    put: (table: string, data: object): void => store.keep(table, keyOf(toItem(data)), toItem(data)),
    remove: (table: string, key: object): void => store.keep(table, keyOf(toItem(key)), undefined),
    /** @param next what lies between stores and tables from now on; nothing when it is left out */
    between: (next: Fault = (_, pass) => pass()): void => {
      fault = next;
    },
  };
}
