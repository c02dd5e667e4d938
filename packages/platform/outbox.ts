import type { DomainEvent } from "#kernel/event";
import { shardOfId } from "#kernel/ids";
import { daysInSeconds, epochSecondsOf, type Instant, instantOf, millisecondsOf } from "#kernel/time";
import { type Item, type Key, toItem } from "./dynamo.ts";
import type { Write } from "./transaction.ts";

/** Outbox items are spread over this many partitions a minute. */
export const outboxShards = 16;
const daysKept = 14;

/** The partition of one minute and shard. The sweep walks these, so that no index is needed to find what is unmarked. */
export const outboxPartition = (minute: Instant, shard: number): string => `outbox#${minute.slice(0, 16)}#${shard}`;
export const minuteOf = (instant: Instant): Instant => instantOf(Math.floor(millisecondsOf(instant) / 60_000) * 60_000);

/** Where an event lies in its domain's outbox. */
export const outboxKey = (event: Pick<DomainEvent, "id" | "time">): Key => ({
  pk: outboxPartition(event.time, shardOfId(event.id, outboxShards)),
  sk: event.id,
});

/** An event as it lies in the outbox; all that ever changes is that it is marked as published. */
export const outboxItem = (event: DomainEvent, publishedAt?: string): Item =>
  toItem({
    ...outboxKey(event),
    kind: "outbox",
    event: JSON.stringify(event),
    expiresAt: epochSecondsOf(event.time) + daysInSeconds(daysKept),
    publishedAt,
  });

/** The write that puts an event into the outbox, for the same transaction as the change it tells of. */
export const outboxWrite = (table: string, event: DomainEvent): Write => ({
  Put: { TableName: table, Item: outboxItem(event) },
});
