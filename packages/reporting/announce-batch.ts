import { eventIds } from "#kernel/event";
import { newId } from "#kernel/ids";
import type { Instant } from "#kernel/time";
import { eventOf } from "#platform/event-envelope";
import { errorFields, log } from "#platform/log";
import { batchWrittenV1 } from "./contracts/batch-written.v1.ts";
import type { Send } from "./export-batch.ts";

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
