import type { Sender } from "./batch.ts";
import type { BatchStore } from "./batch-store.ts";
import { sendBatches } from "./send-batches.ts";
import type { Send } from "./send-events.ts";

/**
 * Sends one batch that was announced.
 * @throws Error when it is not there, or the centre did not take it: the announcement is delivered again
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
