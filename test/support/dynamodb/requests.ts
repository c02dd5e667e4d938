import type {
  BatchGetItemCommandInput,
  BatchGetItemCommandOutput,
  BatchWriteItemCommandInput,
  GetItemCommandInput,
  GetItemCommandOutput,
  PutItemCommandInput,
  QueryCommandInput,
  QueryCommandOutput,
  TransactWriteItemsCommandInput,
  UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import type { Key } from "#platform/dynamo";
import { itemSize } from "./item-size.ts";
import { keyOf } from "./item-store.ts";
import { type ReadKind, readUnits, type WriteKind } from "./request-units.ts";

/** One item that a request writes. */
export type ItemWrite = { readonly table: string; readonly key: Key; readonly kind: WriteKind };
/** What a request read of one table, in read request units; `items` counts keys asked for or items found. */
export type TableRead = { readonly table: string; readonly units: number; readonly items: number };

/** The items that a request is to write, whether it succeeds or not. */
export function writesOf(operation: string, request: object): ItemWrite[] {
  switch (operation) {
    case "PutItem": {
      const { TableName: table = "", Item = {} } = request as PutItemCommandInput;
      return [{ table, key: keyOf(Item), kind: "plain" }];
    }
    case "UpdateItem":
    case "DeleteItem": {
      const { TableName: table = "", Key = {} } = request as UpdateItemCommandInput;
      return [{ table, key: keyOf(Key), kind: "plain" }];
    }
    case "TransactWriteItems":
      return ((request as TransactWriteItemsCommandInput).TransactItems ?? []).map((item): ItemWrite => {
        const { Put, Update, Delete, ConditionCheck } = item;
        const table = (Put ?? Update ?? Delete ?? ConditionCheck)?.TableName ?? "";
        const key = Put?.Item ?? (Update ?? Delete ?? ConditionCheck)?.Key ?? {};
        return { table, key: keyOf(key), kind: "transaction" };
      });
    case "BatchWriteItem":
      return Object.entries((request as BatchWriteItemCommandInput).RequestItems ?? {}).flatMap(([table, items]) =>
        items.map(({ PutRequest, DeleteRequest }): ItemWrite => {
          return { table, key: keyOf(DeleteRequest?.Key ?? PutRequest?.Item ?? {}), kind: "plain" };
        }),
      );
    default:
      return [];
  }
}

const kindOf = (consistent: boolean | undefined): ReadKind => (consistent ? "strong" : "eventual");

/** What a request read. A query pays for all that it looked at; here for what it returned, which is the same wherever it
 *  leaves nothing out. */
export function readsOf(operation: string, request: object, answer: object): TableRead[] {
  switch (operation) {
    case "GetItem": {
      const { TableName: table = "", ConsistentRead } = request as GetItemCommandInput;
      const { Item } = answer as GetItemCommandOutput;
      return [{ table, units: readUnits(itemSize(Item), kindOf(ConsistentRead)), items: 1 }];
    }
    case "BatchGetItem": {
      const { Responses = {} } = answer as BatchGetItemCommandOutput;
      return Object.entries((request as BatchGetItemCommandInput).RequestItems ?? {}).map(([table, asked]) => {
        const kind = kindOf(asked.ConsistentRead);
        const found = Responses[table] ?? [];
        const keys = asked.Keys?.length ?? 0;
        const units = found.reduce((sum, item) => sum + readUnits(itemSize(item), kind), 0);
        return { table, units: units + (keys - found.length) * readUnits(0, kind), items: keys };
      });
    }
    case "Query": {
      const { TableName: table = "", ConsistentRead } = request as QueryCommandInput;
      const { Items = [] } = answer as QueryCommandOutput;
      const bytes = Items.reduce((sum, item) => sum + itemSize(item), 0);
      return [{ table, units: readUnits(bytes, kindOf(ConsistentRead)), items: Items.length }];
    }
    default:
      return [];
  }
}
