import { type DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { expect } from "vitest";
import { catalogTable } from "#catalog/table";
import { deadLetterQueues } from "#cli/dead-letters/queues";
import { fulfillmentTable } from "#fulfillment/table";
import type { DomainEvent } from "#kernel/event";
import { type Instant, instantOf, plusSeconds } from "#kernel/time";
import { orderingTable } from "#ordering/table";
import { paymentsTable } from "#payments/table";
import { fromItem, toValues } from "#platform/dynamo";
import { minuteOf, outboxPartition, outboxShards } from "#platform/outbox";
import { busPublisher } from "#platform/publish";
import { tableNameOf } from "#platform/table";
import { eventually, settled } from "./eventually.ts";
import { busOf, dynamoOf, queuesOf } from "./local-aws.ts";

/** The domains that tell the market something, and the functions that carry it to the bus. */
const telling = [orderingTable, paymentsTable, fulfillmentTable, catalogTable];
export const carriers = telling.flatMap(({ name }) => [`${name}/relay.stream`, `${name}/republish.schedule`]);

/** Every event about these orders in the outboxes of a market: those since a moment, and of the minutes of others. */
export async function eventsSince(
  place: string,
  since: Instant,
  orderIds: readonly string[],
  others: readonly Instant[] = [],
): Promise<DomainEvent[]> {
  const dynamo = dynamoOf(place);
  const minutes = new Set(others.map(minuteOf));
  const now = instantOf(Date.now());
  for (let minute = minuteOf(since); minute <= now; minute = plusSeconds(minute, 60)) minutes.add(minute);
  const shards = Array.from({ length: outboxShards }, (_, shard) => shard);
  const partitions = [...minutes].flatMap((minute) => shards.map((shard) => outboxPartition(minute, shard)));
  const found = await Promise.all(
    telling.flatMap((spec) => partitions.map((pk) => eventsIn(dynamo, tableNameOf(place, spec), pk))),
  );
  const mine = new Set(orderIds);
  return found
    .flat()
    .filter(({ data }) => mine.has((data as { orderId: string }).orderId))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

async function eventsIn(dynamo: DynamoDBClient, table: string, pk: string): Promise<DomainEvent[]> {
  const { Items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: toValues({ ":pk": pk }),
      ConsistentRead: true,
    }),
  );
  return Items.map((item) => JSON.parse(fromItem<{ event: string }>(item).event) as DomainEvent);
}

/** Puts events on a market's bus, as the relay does. */
export async function publish(place: string, events: readonly DomainEvent[]): Promise<void> {
  const taken = await busPublisher(`archipelago-${place}-bus`, busOf(place))(events);
  expect(taken.size).toBe(new Set(events.map(({ id }) => id)).size);
}

/** Every event twice, in an order that nobody intended. */
export function twiceAndShuffled(events: readonly DomainEvent[]): DomainEvent[] {
  const all = [...events, ...events];
  for (let last = all.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    [all[last], all[other]] = [all[other] as DomainEvent, all[last] as DomainEvent];
  }
  return all;
}

/** Waits until no queue of a market holds a message, waiting or being worked on. Dead letters stay where they are. */
export const quiet = (place: string): Promise<unknown> =>
  settled(
    () =>
      eventually(
        async () => {
          const sqs = queuesOf(place);
          const sources = (await deadLetterQueues(sqs, place)).flatMap(({ source }) => source ?? []);
          const waiting = await Promise.all(
            sources.map(async ({ name, url }) => {
              const names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
              const { Attributes = {} } = await sqs.send(
                new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...names] }),
              );
              return { name, messages: names.reduce((sum, attribute) => sum + Number(Attributes[attribute] ?? 0), 0) };
            }),
          );
          expect(waiting.filter(({ messages }) => messages > 0)).toEqual([]);
        },
        { withinSeconds: 100 },
      ),
    { quietSeconds: 1, withinSeconds: 100 },
  );

/** Queues of dead letters that hold something, and how much. */
export const deadLetters = async (place: string): Promise<Readonly<Record<string, number>>> =>
  Object.fromEntries(
    (await deadLetterQueues(queuesOf(place), place))
      .filter(({ waiting }) => waiting > 0)
      .map(({ name, waiting }) => [name, waiting]),
  );
