import { createHash } from "node:crypto";
import { BatchWriteItemCommand, QueryCommand, type WriteRequest } from "@aws-sdk/client-dynamodb";
import type { Instant } from "#kernel/time";
import { fromItem, type Item, type Key, type TableHandle, toItem, toValues } from "./dynamo.ts";
import { retryPartition, retryShards } from "./outbox-layout.ts";

/** An outbox of which something did not reach the bus, and since when it waits. */
export type PendingOutbox = Key & { readonly outbox: string; readonly since: Instant };

/** Keeps outboxes until a retry has published them, however long that takes. Keeping one twice is keeping it once.
 *  @throws Error when the table did not take all of them */
export async function enqueue(handle: TableHandle, outboxes: readonly string[], since: Instant): Promise<void> {
  const items = new Map(
    outboxes.map((outbox) => [outbox, { ...keyOf(outbox), kind: "outbox-retry", text: outbox, since }]),
  );
  await writeAll(
    handle,
    [...items.values()].map((item) => ({ PutRequest: { Item: toItem(item) } })),
  );
}

/** Removes what was published meanwhile. */
export const remove = (handle: TableHandle, published: readonly Key[]): Promise<void> =>
  writeAll(
    handle,
    published.map(({ pk, sk }) => ({ DeleteRequest: { Key: toItem({ pk, sk }) } })),
  );

/** The text lies under a name of its own: under that of `outbox` the stream would bring it to the relay again. */
function keyOf(outbox: string): Key {
  const digest = createHash("sha256").update(outbox).digest();
  return { pk: retryPartition((digest[0] ?? 0) % retryShards), sk: digest.toString("base64url") };
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
 * Where the n-th attempt begins: keys are chance, so they lie evenly on a ring, and these steps around it leave no part
 * of it out for long. Nothing has to be remembered between two attempts.
 */
function beginningOf(attempt: number): string {
  const place = (attempt * goldenRatio) % 1;
  return [64, 64 ** 2, 64 ** 3].map((parts) => digits[Math.floor(place * parts) % 64]).join("");
}

/** Some of what waits, at most `limit` of each partition, read consistently.
 *  @param attempt counts up from one to the next: each begins elsewhere, so that what stays does not hide the rest */
export async function findPending(handle: TableHandle, limit: number, attempt = 0): Promise<readonly PendingOutbox[]> {
  const from = beginningOf(attempt);
  const found = await Promise.all(
    Array.from({ length: retryShards }, async (_, shard) => {
      const pk = retryPartition(shard);
      const behind = await findIn(handle, { pk, condition: "sk >= :from", from, limit });
      if (behind.length === limit) return behind;
      return [
        ...behind,
        ...(await findIn(handle, { pk, condition: "sk < :from", from, limit: limit - behind.length })),
      ];
    }),
  );
  return found.flat().map(readPending);
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

function readPending(item: Item): PendingOutbox {
  const { pk, sk, text, since } = fromItem<Key & { text: string; since: Instant }>(item);
  return { pk, sk, outbox: text, since };
}
