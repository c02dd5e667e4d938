/** The stream records that a relay wants: whatever was written with an outbox. */
export const outboxPattern = {
  eventName: ["INSERT", "MODIFY"],
  dynamodb: { NewImage: { outbox: { S: [{ exists: true }] } } },
} as const;

/** Outboxes that wait for another try are spread over this many partitions: while the bus is away it is all of them. */
export const retryShards = 16;
export const retryPartition = (shard: number | "*"): string => `outbox-retry#${shard}`;
