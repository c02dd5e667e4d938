import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import type { DomainEvent } from "#kernel/event";
import { instantOf } from "#kernel/time";
import { deadlineOf, type Invocation } from "./deadline.ts";
import type { TableHandle } from "./dynamo.ts";
import { log } from "./log.ts";
import { eventsIn, outboxText } from "./outbox.ts";
import { enqueue } from "./outbox-retry-store.ts";
import type { Publish } from "./publish.ts";

/** Milliseconds of an invocation that are kept for the table: a full batch is a dozen writes, one after the other, and some
 *  of them may have to be tried again. */
const reservedForTable = 4_000;

/**
 * Carries the outboxes of a table's stream to the market's bus. What the bus refuses is set aside for the retry, so that
 * it holds up nothing behind it; so is what a bus that never answers did not take while there was time. What can be
 * neither published nor set aside fails the batch, as dying does: the stream delivers it again; repeats are harmless.
 */
export function relay(handle: TableHandle, publish: Publish) {
  return async ({ Records }: DynamoDBStreamEvent, invocation: Invocation): Promise<DynamoDBBatchResponse> => {
    const outboxes = Records.flatMap(({ dynamodb }) => dynamodb?.NewImage?.outbox?.S ?? []);
    const { events, unreadable } = readAll(outboxes);
    const taken = await publish(events, deadlineOf(invocation, reservedForTable));
    const refused = events.filter(({ id }) => !taken.has(id));
    for (const { id, type } of refused) log.warn("the bus did not take an event", { eventId: id, type });
    const left = [...refused.map((event) => outboxText([event])), ...unreadable];
    await enqueue(handle, left, instantOf(Date.now()));
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
