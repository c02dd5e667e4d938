import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { expect } from "vitest";
import { deadLetterQueues } from "#cli/dead-letters/queues";
import { publishingTables } from "#infra/tables";
import type { DomainEvent } from "#kernel/event";
import { busPublisher } from "#platform/publish";
import { eventually, settled } from "./eventually.ts";
import { busOf, queuesOf } from "./local-aws.ts";
import { eventsOfRecord, outboxRecords } from "./outbox-stream.ts";

/** Every event about these orders that a market's tables were written with, whoever was told of it by now. */
export async function eventsAbout(place: string, orderIds: readonly string[]): Promise<DomainEvent[]> {
  const mine = new Set(orderIds);
  const records = await Promise.all(publishingTables.map((spec) => outboxRecords(place, spec)));
  return records
    .flat()
    .flatMap(eventsOfRecord)
    .filter(({ data }) => mine.has((data as { orderId: string }).orderId))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
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
