import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import type { DomainEvent } from "#kernel/event";
import { instantOf } from "#kernel/time";
import type { TableHandle } from "./dynamo.ts";
import { log } from "./log.ts";
import { eventsIn, outboxText } from "./outbox.ts";
import type { Publish } from "./publish.ts";
import { setAside } from "./unpublished.ts";

/**
 * Carries the outboxes of a table's stream to the market's bus. What the bus refuses is set aside for the sweep, so that
 * it holds up nothing behind it. What can be neither published nor set aside fails the batch, as dying does: the stream
 * delivers it again; repeats are harmless.
 */
export function relay(handle: TableHandle, publish: Publish) {
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const outboxes = Records.flatMap(({ dynamodb }) => dynamodb?.NewImage?.outbox?.S ?? []);
    const { events, unreadable } = readAll(outboxes);
    const taken = await publish(events);
    const refused = events.filter(({ id }) => !taken.has(id));
    for (const { id, type } of refused) log.warn("the bus refused an event", { eventId: id, type });
    const left = [...refused.map((event) => outboxText([event])), ...unreadable];
    await setAside(handle, left, instantOf(Date.now()));
    log.info("relay", { received: events.length, published: taken.size });
    return { batchItemFailures: [] };
  };
}

function readAll(outboxes: readonly string[]) {
  const events: DomainEvent[] = [];
  const unreadable: string[] = [];
  for (const outbox of outboxes) {
    try {
      events.push(...eventsIn(outbox));
    } catch {
      log.error("an outbox could not be read", { bytes: outbox.length });
      unreadable.push(outbox);
    }
  }
  return { events, unreadable };
}
