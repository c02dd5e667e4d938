import { type Instant, millisecondsOf } from "#kernel/time";
import type { TableHandle } from "./dynamo.ts";
import { log } from "./log.ts";
import { eventsIn } from "./outbox.ts";
import type { Publish } from "./publish.ts";
import { findUnpublished, forget, type Unpublished } from "./unpublished.ts";

/** Of each partition one look finds so many; the next looks and runs go on. */
const perPartition = 250;
/** One run looks so often at most: its function has less than a minute. */
const looksPerRun = 5;

/** What a sweep found: outboxes `republished` and still `refused`, and since how many seconds the oldest had waited. */
export type Swept = { readonly republished: number; readonly refused: number; readonly lagSeconds: number };

/** Publishes what the relay had to set aside, and forgets it once the bus has it. What is refused again stays, and holds
 *  up nothing else: every minute's run begins elsewhere, so all of it is reached, however much there is and however old. */
export async function sweepOutbox(handle: TableHandle, publish: Publish, now: Instant): Promise<Swept> {
  const minute = Math.floor(millisecondsOf(now) / 60_000);
  let republished = 0;
  let oldest = now;
  for (let look = 0; ; look++) {
    const waiting = await findUnpublished(handle, perPartition, minute + look);
    const readable = waiting.flatMap((one) => read(one) ?? []);
    const taken = await publish(readable.flatMap(({ events }) => events));
    const published = readable.filter(({ events }) => events.every(({ id }) => taken.has(id)));
    await forget(
      handle,
      published.map(({ one }) => one),
    );
    republished += published.length;
    for (const { since } of waiting) if (since < oldest) oldest = since;
    const refused = waiting.length - published.length;
    // the bus is back, and this was not all: what an outage left is not to take as long as the outage
    if (refused === 0 && waiting.length >= perPartition && look + 1 < looksPerRun) continue;
    const lagSeconds = Math.floor((millisecondsOf(now) - millisecondsOf(oldest)) / 1_000);
    return { republished, refused, lagSeconds };
  }
}

function read(one: Unpublished) {
  try {
    return { one, events: eventsIn(one.outbox) };
  } catch {
    log.error("an outbox that was set aside cannot be read", { key: one.sk });
    return undefined;
  }
}
