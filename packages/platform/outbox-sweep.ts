import { GetItemCommand, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import type { DomainEvent } from "#kernel/event";
import { type Instant, plusSeconds } from "#kernel/time";
import { fromItem, type Item, type TableHandle, toItem, toValues } from "./dynamo.ts";
import { minuteOf, outboxPartition, outboxShards } from "./outbox.ts";
import { markPublished, type Publish } from "./publish.ts";

const watermarkKey = { pk: "outbox-sweep", sk: "watermark" };
/** The relay gets this long before the sweep calls an event unmarked, and clocks may differ by as much. */
const graceSeconds = 120;
/** Minutes one run looks through at most: after a long outage the next runs go on. */
const minutesPerRun = 240;

/** What a sweep found: `republished` events, and by how many seconds the oldest unswept minute is overdue. */
export type Swept = { readonly republished: number; readonly refused: number; readonly lagSeconds: number };

/**
 * Publishes what the relay never marked: it lost its stream, or fell between publishing and marking. Minutes are walked
 * in order, and the watermark moves past a minute only when nothing in it is left unmarked; what the bus refuses there holds up no
 * later minute.
 */
export async function sweepOutbox(handle: TableHandle, publish: Publish, now: Instant): Promise<Swept> {
  const end = minuteOf(plusSeconds(now, -graceSeconds));
  let minute = (await readWatermark(handle)) ?? minuteOf(plusSeconds(now, -600));
  let republished = 0;
  let refused = 0;
  let incomplete: Instant | undefined;
  for (let walked = 0; minute < end && walked < minutesPerRun; walked++) {
    const unmarked = await unmarkedIn(handle, minute);
    const taken = await publish(unmarked);
    const published = unmarked.filter(({ id }) => taken.has(id));
    const left = await markPublished(handle, published, now);
    republished += taken.size;
    refused += unmarked.length - taken.size;
    if (taken.size < unmarked.length || left > 0) incomplete ??= minute;
    minute = plusSeconds(minute, 60);
    if (incomplete === undefined) await writeWatermark(handle, minute);
  }
  return { republished, refused, lagSeconds: lag(incomplete ?? minute, end) };
}

const lag = (minute: Instant, end: Instant): number => Math.max(0, (Date.parse(end) - Date.parse(minute)) / 1_000);

async function unmarkedIn({ dynamo, table }: TableHandle, minute: Instant): Promise<DomainEvent[]> {
  const shards = Array.from({ length: outboxShards }, (_, shard) => outboxPartition(minute, shard));
  const found = await Promise.all(
    shards.map(async (pk) => {
      const events: DomainEvent[] = [];
      let from: Item | undefined;
      do {
        const page = await dynamo.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: "pk = :pk",
            FilterExpression: "attribute_not_exists(publishedAt)",
            ExpressionAttributeValues: toValues({ ":pk": pk }),
            ConsistentRead: true,
            ...(from ? { ExclusiveStartKey: from } : {}),
          }),
        );
        for (const item of page.Items ?? []) events.push(JSON.parse(fromItem<{ event: string }>(item).event));
        from = page.LastEvaluatedKey;
      } while (from);
      return events;
    }),
  );
  return found.flat();
}

async function readWatermark({ dynamo, table }: TableHandle): Promise<Instant | undefined> {
  const { Item } = await dynamo.send(
    new GetItemCommand({ TableName: table, Key: toItem(watermarkKey), ConsistentRead: true }),
  );
  return Item ? fromItem<{ minute: Instant }>(Item).minute : undefined;
}

async function writeWatermark({ dynamo, table }: TableHandle, minute: Instant): Promise<void> {
  await dynamo.send(new PutItemCommand({ TableName: table, Item: toItem({ ...watermarkKey, minute }) }));
}
