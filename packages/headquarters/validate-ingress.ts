import * as z from "zod/mini";
import { type DomainEvent, type EventId, envelope, eventIds } from "#kernel/event";
import { newId } from "#kernel/ids";
import { instant } from "#kernel/schemas";
import { eventOf } from "#platform/event-envelope";
import { log } from "#platform/log";
import { gauge } from "#platform/metrics";
import { batchV1 } from "#reporting/contracts/batch.v1";
import { writtenThroughV1 } from "#reporting/contracts/written-through.v1";
import { type QueuedMessage, whatCameIn } from "./what-came-in.ts";

/**
 * Takes in what came across: what its contract declares goes on to the centre's own bus, anything else is counted and
 * dropped. It is not even set aside: what nobody declared must not lie about here, and the market has it still.
 * @param message one of the ingress queue, delivered by the rule of a market's bus or redriven
 * @param put puts events on the centre's bus, and answers with the ids of those it took
 * @throws Error when the message is none, or the bus did not take the event: it is delivered again, and at last set
 * aside
 */
export async function validateIngress(
  message: QueuedMessage,
  put: (events: readonly DomainEvent[]) => Promise<ReadonlySet<string>>,
): Promise<void> {
  const { market, event } = whatCameIn(message);
  const read = readIngress(market, event, newId(eventIds));
  if ("refused" in read) {
    log.error("an event of a market was refused", { market, fields: read.refused });
    gauge("RefusedEvents", { market }, 1, "Count");
    return;
  }
  const taken = await put([read]);
  if (!taken.has(read.id)) throw new Error("the centre's bus refused the event");
}

/**
 * Reads an event of a market with its contract. Whatever it states about where it is from is replaced by the truth, and
 * names and numbers that a market makes up are made anew: they could carry something.
 * @param market where it is from, as the rule of its ingress bus stamped it
 * @param id for the event that goes on
 * @returns the event as its contract declares it, or the places that are wrong, never what stood there
 */
export function readIngress(
  market: string,
  event: unknown,
  id: EventId,
): DomainEvent | { readonly refused: readonly string[] } {
  const outer = z.safeParse(envelope, event);
  if (!outer.success) return { refused: fieldsOf(outer.error) };
  const { type, time, data: stated } = outer.data;
  const at = z.safeParse(instant, time);
  if (!at.success) return { refused: ["time"] };
  const own = { ...(stated as object), market };
  switch (type) {
    case batchV1.type: {
      const batch = z.safeParse(batchV1.data, own);
      if (!batch.success) return { refused: fieldsOf(batch.error) };
      const { epoch, sequence } = batch.data;
      const subject = `${market}/${epoch}/${sequence}`;
      return eventOf(batchV1, { id, time: at.data, subject, version: sequence, data: batch.data });
    }
    case writtenThroughV1.type: {
      const word = z.safeParse(writtenThroughV1.data, own);
      if (!word.success) return { refused: fieldsOf(word.error) };
      const { epoch, through } = word.data;
      const subject = `${market}/${epoch}`;
      return eventOf(writtenThroughV1, { id, time: at.data, subject, version: through, data: word.data });
    }
    default:
      return { refused: ["type"] };
  }
}

/** Where something is wrong, never what stood there. Names that no contract declares are not repeated either. */
const fieldsOf = (error: z.core.$ZodError): readonly string[] => [
  ...new Set(
    error.issues.map(({ path, code }) => (code === "unrecognized_keys" ? `${path.join(".")}.?` : path.join("."))),
  ),
];
