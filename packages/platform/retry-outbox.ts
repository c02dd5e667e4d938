import { type Instant, millisecondsOf } from "#kernel/time";
import type { TableHandle } from "./dynamo.ts";
import { log } from "./log.ts";
import { eventsIn } from "./outbox.ts";
import { findPending, type PendingOutbox, remove } from "./outbox-retry-store.ts";
import type { Publish } from "./publish.ts";

/** Of each partition one attempt finds so many; the next attempts and runs go on. */
const perPartition = 250;
/** One run makes so many attempts at most: its function has less than a minute. */
const attemptsPerRun = 5;

/** What a retry found: outboxes `republished` and still `refused`, and since how many seconds the oldest had waited. */
export type Retried = { readonly republished: number; readonly refused: number; readonly lagSeconds: number };

/** Publishes what the relay of a table had to set aside, and removes it once the bus has it. What is refused again stays,
 *  and holds up nothing else: every minute's run begins elsewhere, so all of it is reached, however much there is and
 *  however old.
 *  @param until after this nothing more is tried, and what was not taken stays
 *  @throws Error when the table cannot be read or written */
export async function retryOutbox(
  handle: TableHandle,
  publish: Publish,
  now: Instant,
  until?: AbortSignal,
): Promise<Retried> {
  const minute = Math.floor(millisecondsOf(now) / 60_000);
  let republished = 0;
  let oldest = now;
  for (let attempt = 0; ; attempt++) {
    const waiting = await findPending(handle, perPartition, minute + attempt);
    const readable = waiting.flatMap((one) => read(one) ?? []);
    const taken = await publish(
      readable.flatMap(({ events }) => events),
      until,
    );
    const published = readable.filter(({ events }) => events.every(({ id }) => taken.has(id)));
    await remove(
      handle,
      published.map(({ one }) => one),
    );
    republished += published.length;
    for (const { since } of waiting) if (since < oldest) oldest = since;
    const refused = waiting.length - published.length;
    // the bus is back, and this was not all: what an outage left is not to take as long as the outage
    if (refused === 0 && waiting.length >= perPartition && attempt + 1 < attemptsPerRun) continue;
    const lagSeconds = Math.floor((millisecondsOf(now) - millisecondsOf(oldest)) / 1_000);
    return { republished, refused, lagSeconds };
  }
}

function read(one: PendingOutbox) {
  try {
    return { one, events: eventsIn(one.outbox) };
  } catch {
    log.error("an outbox that waits for a retry cannot be read", { key: one.sk });
    return undefined;
  }
}
