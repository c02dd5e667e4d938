import { eventIds } from "#kernel/event";
import { newId } from "#kernel/ids";
import { eventOf } from "#platform/event-envelope";
import { type Batch, batchData, type Sender } from "./batch.ts";
import { batchV1 } from "./contracts/batch.v1.ts";
import { type Send, sendEvents } from "./send-events.ts";

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
