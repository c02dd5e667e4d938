import * as z from "zod/mini";
import { type DomainEvent, eventIds } from "#kernel/event";
import { newId } from "#kernel/ids";
import type { Instant } from "#kernel/time";
import { eventOf } from "#platform/event-envelope";
import { errorFields, log } from "#platform/log";
import type { Batch } from "./batch.ts";
import type { BatchStore } from "./batch-store.ts";
import { batchV1 } from "./contracts/batch.v1.ts";
import { batchWrittenV1 } from "./contracts/batch-written.v1.ts";

/** The market that speaks, as the centre is to know it. */
export type Sender = { readonly code: string; readonly currency: { readonly code: string } };

/** The way across. @returns the ids of those events that were taken */
export type Send = (events: readonly DomainEvent[]) => Promise<ReadonlySet<string>>;

/** Tells the market that a batch waits to be sent. A nudge that is lost costs minutes, so its failure stops nobody. */
export const announceBatch =
  (publish: Send, clock: () => Instant) =>
  async ({ epoch, sequence }: { readonly epoch: number; readonly sequence: number }): Promise<void> => {
    const event = eventOf(batchWrittenV1, {
      id: newId(eventIds),
      subject: `${epoch}/${sequence}`,
      version: sequence,
      time: clock(),
      data: { epoch, sequence },
    });
    try {
      await publish([event]);
    } catch (error) {
      log.warn("nobody was told of a batch; it is sent with the next round", {
        epoch,
        sequence,
        ...errorFields(error),
      });
    }
  };

/**
 * Sends one batch that was announced.
 * @throws Error when it is not there, or the centre did not take it: the announcement is delivered again
 * @throws ZodError when it holds anything its contract does not know; then it is not sent
 */
export async function exportBatch(
  store: Pick<BatchStore, "batch">,
  { epoch, sequence }: { readonly epoch: number; readonly sequence: number },
  { send, sender }: { readonly send: Send; readonly sender: Sender },
): Promise<void> {
  const batch = await store.batch(epoch, sequence);
  if (!batch) throw new Error("a batch was announced that is not there");
  await sendBatches(send, sender, [batch]);
}

/**
 * Sends batches to the centre.
 * @throws Error when the other side did not take all of them: they are sent again later
 * @throws ZodError when one holds anything its contract does not know; then none is sent
 */
export async function sendBatches(send: Send, sender: Sender, batches: readonly Batch[]): Promise<void> {
  const events = batches.map((batch) =>
    eventOf(batchV1, {
      id: newId(eventIds),
      subject: `${sender.code}/${batch.epoch}/${batch.sequence}`,
      version: batch.sequence,
      time: batch.committedAt,
      data: batchData(sender, batch),
    }),
  );
  await sendEvents(send, events);
}

/**
 * A batch as it crosses: what its contract declares and nothing else, which is whole numbers from 0, words out of closed
 * lists (kind, level, channel, category) and periods by their pattern. No text is free in it.
 * @throws ZodError when it holds anything the contract does not know
 */
export const batchData = ({ code, currency }: Sender, { epoch, sequence, cells }: Batch) =>
  z.parse(batchV1.data, { market: code, currency: currency.code, epoch, sequence, cells });

/** Sends events to the centre. @throws Error when the other side did not take all of them: they are sent again later */
export async function sendEvents(send: Send, events: readonly DomainEvent[]): Promise<void> {
  const taken = await send(events);
  const refused = events.filter(({ id }) => !taken.has(id));
  if (refused.length > 0) throw new Error(`the centre did not take ${refused.length} of ${events.length} events`);
}
