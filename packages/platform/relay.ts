import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import type { DomainEvent } from "#kernel/event";
import { instantOf } from "#kernel/time";
import { fromItem, type Item, type TableHandle } from "./dynamo.ts";
import { log } from "./log.ts";
import { markPublished, type Publish } from "./publish.ts";

/**
 * Carries new outbox items of a table's stream to the market's bus. What the bus refused is reported, so the stream
 * delivers from the first refused record again; repeats are harmless.
 */
export function relay(handle: TableHandle, publish: Publish) {
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const waiting = Records.flatMap((record) => {
      const event = eventIn(record);
      return event ? [{ event, sequence: record.dynamodb?.SequenceNumber ?? "" }] : [];
    });
    const taken = await publish(waiting.map(({ event }) => event));
    const published = waiting.map(({ event }) => event).filter(({ id }) => taken.has(id));
    // what stays unmarked is published once more by the sweep; failing the batch would repeat all of it now
    const unmarked = await markPublished(handle, published, instantOf(Date.now()));
    const refused = waiting.find(({ event }) => !taken.has(event.id));
    if (refused) log.warn("the bus refused an event", { eventId: refused.event.id, type: refused.event.type });
    log.info("relay", { received: waiting.length, published: taken.size, unmarked });
    return { batchItemFailures: refused ? [{ itemIdentifier: refused.sequence }] : [] };
  };
}

function eventIn({ dynamodb }: DynamoDBRecord): DomainEvent | undefined {
  if (!dynamodb?.NewImage) return undefined;
  const { event } = fromItem<{ event?: string }>(dynamodb.NewImage as Item);
  return event === undefined ? undefined : (JSON.parse(event) as DomainEvent);
}
