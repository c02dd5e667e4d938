import { QueryCommand, type QueryCommandInput, type QueryCommandOutput } from "@aws-sdk/client-dynamodb";
import { type Item, type TableHandle, toValues } from "./dynamo.ts";

type Query = Omit<QueryCommandInput, "TableName" | "ExclusiveStartKey">;

/** Walks a query page by page; the next page is asked for while the caller works on one. */
export async function* queryPages({ dynamo, table }: TableHandle, query: Query): AsyncGenerator<readonly Item[]> {
  const ask = (from: Item | undefined): Promise<QueryCommandOutput> =>
    dynamo.send(new QueryCommand({ TableName: table, ...query, ...(from ? { ExclusiveStartKey: from } : {}) }));
  let asked: Promise<QueryCommandOutput> | undefined = ask(undefined);
  while (asked) {
    const page: QueryCommandOutput = await asked;
    asked = page.LastEvaluatedKey ? ask(page.LastEvaluatedKey) : undefined;
    asked?.catch(() => undefined); // who stops early does not hear of it; who goes on awaits it
    if (page.Items && page.Items.length > 0) yield page.Items;
  }
}

/** All items of a partition, read consistently. @param from the first sort key */
export const partitionPages = (handle: TableHandle, pk: string, from = " "): AsyncGenerator<readonly Item[]> =>
  queryPages(handle, {
    KeyConditionExpression: "pk = :pk AND sk >= :from",
    ExpressionAttributeValues: toValues({ ":pk": pk, ":from": from }),
    ConsistentRead: true,
  });

/** All that a query finds, however many pages it takes. */
export async function queryAll(handle: TableHandle, query: Query): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const page of queryPages(handle, query)) items.push(...page);
  return items;
}
