import type { DomainEvent, EventContract } from "#kernel/event";
import { sourceOf } from "#kernel/event";
import type { EventId } from "#kernel/ids";
import { daysInSeconds, epochSecondsOf, type Instant, instantOf, millisecondsOf } from "#kernel/time";
import { type Key, toItem } from "./dynamo.ts";
import type { Write } from "./transaction.ts";

/** What a domain says of a fact; the rest of the envelope follows from the contract. */
export type Fact<Data> = {
  readonly id: EventId;
  /** The entity it happened to. */
  readonly subject: string;
  /** The entity's version after the fact: consumers ignore older ones. */
  readonly version: number;
  /** When it was recorded. */
  readonly time: Instant;
  readonly data: Data;
};

/** Puts a fact in its contract's envelope. */
export const eventOf = <Type extends `archipelago.${string}.${string}.v${number}`, Data>(
  { type }: EventContract<Type, Data>,
  fact: Fact<Data>,
): DomainEvent<Type, Data> => ({ specversion: "1.0", source: sourceOf(type), type, ...fact });

/** Outbox items are spread over this many partitions a minute. */
export const outboxShards = 8;
const daysKept = 14;

/** The partition of one minute and shard. The sweep walks these, so that no index is needed to find what is unmarked. */
export const outboxPartition = (minute: Instant, shard: number): string => `outbox#${minute.slice(0, 16)}#${shard}`;
export const minuteOf = (instant: Instant): Instant => instantOf(Math.floor(millisecondsOf(instant) / 60_000) * 60_000);

const shardOf = (id: string): number => (id.codePointAt(id.length - 1) ?? 0) % outboxShards;

/** Where an event lies in its domain's outbox. */
export const outboxKey = (event: Pick<DomainEvent, "id" | "time">): Key => ({
  pk: outboxPartition(event.time, shardOf(event.id)),
  sk: event.id,
});

/** The write that puts an event into the outbox, for the same transaction as the change it tells of. */
export const outboxWrite = (table: string, event: DomainEvent): Write => ({
  Put: {
    TableName: table,
    Item: toItem({
      ...outboxKey(event),
      kind: "outbox",
      event: JSON.stringify(event),
      expiresAt: epochSecondsOf(event.time) + daysInSeconds(daysKept),
    }),
  },
});

/** The stream records a relay wants: outbox items when they appear, not when they are marked or tidied away. */
export const outboxPattern = {
  eventName: ["INSERT"],
  dynamodb: { NewImage: { kind: { S: ["outbox"] } } },
} as const;
