import { createHash } from "node:crypto";
import { DeleteItemCommand, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import type { Instant } from "#kernel/time";
import { fromItem, type Item, type Key, type TableHandle, toItem, toValues } from "./dynamo.ts";

/** What is set aside is spread over this many partitions: while the bus is away it is everything. */
export const unpublishedShards = 16;
export const unpublishedPartition = (shard: number): string => `unpublished#${shard}`;

/** An outbox of which something did not reach the bus, and since when it lies here. */
export type Unpublished = Key & { readonly outbox: string; readonly since: Instant };

/** Keeps an outbox until the sweep has published it, however long that takes. Keeping it twice is keeping it once. */
export async function setAside({ dynamo, table }: TableHandle, outbox: string, since: Instant): Promise<void> {
  const digest = createHash("sha256").update(outbox).digest();
  const key: Key = { pk: unpublishedPartition((digest[0] ?? 0) % unpublishedShards), sk: digest.toString("base64url") };
  // not under the name of `outbox`: the stream would bring it to the relay again
  const item = { ...key, kind: "unpublished", text: outbox, since };
  await dynamo.send(new PutItemCommand({ TableName: table, Item: toItem(item) }));
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

export async function forget({ dynamo, table }: TableHandle, { pk, sk }: Key): Promise<void> {
  await dynamo.send(new DeleteItemCommand({ TableName: table, Key: toItem({ pk, sk }) }));
}
