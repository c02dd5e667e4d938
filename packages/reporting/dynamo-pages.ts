import { QueryCommand, type QueryCommandInput, type QueryCommandOutput } from "@aws-sdk/client-dynamodb";
import type { Item, TableHandle } from "#platform/dynamo";
import { toValues } from "#platform/dynamo";

/** Walks a query page by page; the next page is asked for while the caller works on one. */
export async function* queryPages(
  { dynamo, table }: TableHandle,
  query: Omit<QueryCommandInput, "TableName" | "ExclusiveStartKey">,
): AsyncGenerator<readonly Item[]> {
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

/** Does something to each of many things, some at once. */
export async function forEachOf<Thing>(
  things: readonly Thing[],
  atOnce: number,
  act: (thing: Thing) => Promise<unknown>,
): Promise<void> {
  const waiting = things.values();
  const worker = async () => {
    for (const thing of waiting) await act(thing);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, things.length) }, worker));
}
