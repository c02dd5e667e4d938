import { createHash } from "node:crypto";
import { BatchWriteItemCommand, QueryCommand, type WriteRequest } from "@aws-sdk/client-dynamodb";
import type { Instant } from "#kernel/time";
import { fromItem, type Item, type Key, type TableHandle, toItem, toValues } from "./dynamo.ts";

/** What is set aside is spread over this many partitions: while the bus is away it is everything. */
const unpublishedShards = 16;
const unpublishedPartition = (shard: number): string => `unpublished#${shard}`;

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

/** The digits of a key, as they sort. */
const digits = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
const goldenRatio = 0.618_033_988_749_895;

/**
 * Where the n-th look begins: keys are chance, so they lie evenly on a ring, and these steps around it leave no part of
 * it out for long. Nothing has to be remembered between two looks.
 */
function beginningOf(look: number): string {
  const place = (look * goldenRatio) % 1;
  return [64, 64 ** 2, 64 ** 3].map((parts) => digits[Math.floor(place * parts) % 64]).join("");
}

/** Some of what was set aside, at most `limit` of each partition, read consistently.
 *  @param look counts up from one look to the next: each begins elsewhere, so that what stays does not hide the rest */
export async function findUnpublished(handle: TableHandle, limit: number, look = 0): Promise<readonly Unpublished[]> {
  const from = beginningOf(look);
  const found = await Promise.all(
    Array.from({ length: unpublishedShards }, async (_, shard) => {
      const pk = unpublishedPartition(shard);
      const behind = await findIn(handle, { pk, condition: "sk >= :from", from, limit });
      if (behind.length === limit) return behind;
      return [
        ...behind,
        ...(await findIn(handle, { pk, condition: "sk < :from", from, limit: limit - behind.length })),
      ];
    }),
  );
  return found.flat().map(readUnpublished);
}

type Stretch = { readonly pk: string; readonly condition: string; readonly from: string; readonly limit: number };

async function findIn({ dynamo, table }: TableHandle, { pk, condition, from, limit }: Stretch): Promise<Item[]> {
  const { Items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: `pk = :pk AND ${condition}`,
      ExpressionAttributeValues: toValues({ ":pk": pk, ":from": from }),
      ConsistentRead: true,
      Limit: limit,
    }),
  );
  return Items;
}

function readUnpublished(item: Item): Unpublished {
  const { pk, sk, text, since } = fromItem<Key & { text: string; since: Instant }>(item);
  return { pk, sk, outbox: text, since };
}
