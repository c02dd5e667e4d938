import type { Item } from "#platform/dynamo";
import { itemSize } from "./item-size.ts";
import { type ReadKind, readUnits, type WriteKind } from "./request-units.ts";

/** A request or an answer of DynamoDB as it goes over the wire. */
// biome-ignore lint/suspicious/noExplicitAny: a recording reads whatever shape the operation has
export type Wire = any;

/** One item that a request writes. */
export type ItemWrite = { readonly table: string; readonly key: Item; readonly kind: WriteKind };
/** What a request read of one table, in read request units; `items` counts keys asked for or items found. */
export type TableRead = { readonly table: string; readonly units: number; readonly items: number };

const keyOf = ({ pk, sk }: Item): Item => ({ ...(pk ? { pk } : {}), ...(sk ? { sk } : {}) });

/** The items that a request is to write, whether it succeeds or not. */
export function writesOf(operation: string, request: Wire): ItemWrite[] {
  switch (operation) {
    case "PutItem":
      return [{ table: request.TableName, key: keyOf(request.Item), kind: "plain" }];
    case "UpdateItem":
    case "DeleteItem":
      return [{ table: request.TableName, key: request.Key, kind: "plain" }];
    case "TransactWriteItems":
      return request.TransactItems.map((item: Wire) => {
        const { TableName, Key, Item: put } = item.Put ?? item.Update ?? item.Delete ?? item.ConditionCheck;
        return { table: TableName, key: Key ?? keyOf(put), kind: "transaction" };
      });
    case "BatchWriteItem":
      return Object.entries<Wire[]>(request.RequestItems).flatMap(([table, items]) =>
        items.map(({ PutRequest, DeleteRequest }): ItemWrite => {
          return { table, key: DeleteRequest?.Key ?? keyOf(PutRequest.Item), kind: "plain" };
        }),
      );
    default:
      return [];
  }
}

const kindOf = (request: Wire): ReadKind => (request.ConsistentRead ? "strong" : "eventual");

/** What a request read. A query pays for all that it looked at; here for what it returned, which is the same wherever it
 *  does not filter. */
export function readsOf(operation: string, request: Wire, answer: Wire): TableRead[] {
  switch (operation) {
    case "GetItem":
      return [{ table: request.TableName, units: readUnits(itemSize(answer.Item), kindOf(request)), items: 1 }];
    case "BatchGetItem":
      return Object.entries<Wire>(request.RequestItems).map(([table, asked]) => {
        const found: Item[] = answer.Responses?.[table] ?? [];
        const missing = asked.Keys.length - found.length;
        const units = found.reduce((sum, item) => sum + readUnits(itemSize(item), kindOf(asked)), 0);
        return { table, units: units + missing * readUnits(0, kindOf(asked)), items: asked.Keys.length };
      });
    case "Query": {
      const items: Item[] = answer.Items ?? [];
      const bytes = items.reduce((sum, item) => sum + itemSize(item), 0);
      return [{ table: request.TableName, units: readUnits(bytes, kindOf(request)), items: items.length }];
    }
    case "TransactGetItems":
      return request.TransactItems.map(({ Get }: Wire, index: number) => ({
        table: Get.TableName,
        units: readUnits(itemSize(answer.Responses?.[index]?.Item), "transaction"),
        items: 1,
      }));
    default:
      return [];
  }
}
