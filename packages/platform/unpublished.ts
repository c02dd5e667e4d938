import { createHash } from "node:crypto";
import { BatchWriteItemCommand, QueryCommand, type WriteRequest } from "@aws-sdk/client-dynamodb";
import type { Instant } from "#kernel/time";
import { fromItem, type Item, type Key, type TableHandle, toItem, toValues } from "./dynamo.ts";

/** What is set aside is spread over this many partitions: while the bus is away it is everything. */
export const unpublishedShards = 16;
export const unpublishedPartition = (shard: number): string => `unpublished#${shard}`;

/** An outbox of which something did not reach the bus, and since when it lies here. */
export type Unpublished = Key & { readonly outbox: string; readonly since: Instant };

/** Keeps outboxes until the sweep has published them, however long that takes. Keeping one twice is keeping it once.
 *  @throws Error when the table did not take all of them */
export async function setAside(handle: TableHandle, outboxes: readonly string[], since: Instant): Promise<void> {
  const items = new Map(
    outboxes.map((outbox) => [outbox, { ...keyOf(outbox), kind: "unpublished", text: outbox, since }]),
  );
  await writeAll(
    handle,
    [...items.values()].map((item) => ({ PutRequest: { Item: toItem(item) } })),
  );
}

/** Forgets what was published meanwhile. */
export const forget = (handle: TableHandle, published: readonly Key[]): Promise<void> =>
  writeAll(
    handle,
    published.map(({ pk, sk }) => ({ DeleteRequest: { Key: toItem({ pk, sk }) } })),
  );

/** The text lies under a name of its own: under that of `outbox` the stream would bring it to the relay again. */
function keyOf(outbox: string): Key {
  const digest = createHash("sha256").update(outbox).digest();
  return { pk: unpublishedPartition((digest[0] ?? 0) % unpublishedShards), sk: digest.toString("base64url") };
}

/** DynamoDB takes this many writes a call. */
const writesPerCall = 25;

async function writeAll({ dynamo, table }: TableHandle, writes: readonly WriteRequest[]): Promise<void> {
  for (let from = 0; from < writes.length; from += writesPerCall) {
    const RequestItems = { [table]: writes.slice(from, from + writesPerCall) };
    const { UnprocessedItems } = await dynamo.send(new BatchWriteItemCommand({ RequestItems }));
    if (UnprocessedItems?.[table]?.length) throw new Error("the table did not take all that was to be written");
  }
}

/** Some of what was set aside, at most `limit` of each partition, read consistently. */
export async function findUnpublished({ dynamo, table }: TableHandle, limit: number): Promise<readonly Unpublished[]> {
  const found = await Promise.all(
    Array.from({ length: unpublishedShards }, (_, shard) =>
      dynamo.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: "pk = :pk",
          ExpressionAttributeValues: toValues({ ":pk": unpublishedPartition(shard) }),
          ConsistentRead: true,
          Limit: limit,
        }),
      ),
    ),
  );
  return found.flatMap(({ Items = [] }) => Items.map(readUnpublished));
}

function readUnpublished(item: Item): Unpublished {
  const { pk, sk, text, since } = fromItem<Key & { text: string; since: Instant }>(item);
  return { pk, sk, outbox: text, since };
}
