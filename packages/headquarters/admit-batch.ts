import * as z from "zod/mini";
import { type DomainEvent, type EventId, envelope, eventIds } from "#kernel/event";
import { newId } from "#kernel/ids";
import { instant } from "#kernel/schemas";
import { eventOf } from "#platform/event-envelope";
import { log } from "#platform/log";
import { gauge } from "#platform/metrics";
import { batchV1 } from "#reporting/contracts/batch.v1";
import { writtenThroughV1 } from "#reporting/contracts/written-through.v1";

/** What came in on a market's bus, with the market that the bus stamped on it. */
const stamped = z.object({ market: z.string().check(z.regex(/^[a-z]{2,8}$/)), event: z.unknown() });

/** Takes in what came across: what its contract declares goes on to the centre's own bus, anything else is counted and
 *  dropped. It is not even set aside: what nobody declared must not lie about here, and the market has it still. */
export async function admit(
  text: string,
  put: (events: readonly DomainEvent[]) => Promise<ReadonlySet<string>>,
): Promise<void> {
  const { market, event } = z.parse(stamped, parsed(text));
  const admitted = readAdmitted(market, event, newId(eventIds));
  if ("refused" in admitted) {
    log.error("an event of a market was refused", { market, fields: admitted.refused });
    gauge("RefusedEvents", { market }, 1, "Count");
    return;
  }
  const taken = await put([admitted]);
  if (!taken.has(admitted.id)) throw new Error("the centre's bus refused the event");
}

/** @throws Error that does not quote the message, as the parser's own would */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("the message is not JSON");
  }
}

/**
 * Reads an event with its contract. Whatever it claims about where it is from is replaced by the truth, and names and
 * numbers that a market makes up are made anew: they could carry something.
 * @param market where it is from @param id for the event that goes on
 * @returns the event, or the fields that are wrong
 */
export function readAdmitted(
  market: string,
  event: unknown,
  id: EventId,
): DomainEvent | { readonly refused: readonly string[] } {
  const outer = z.safeParse(envelope, event);
  if (!outer.success) return { refused: fieldsOf(outer.error) };
  const { type, time, data: claimed } = outer.data;
  const at = z.safeParse(instant, time);
  if (!at.success) return { refused: ["time"] };
  const own = { ...(claimed as object), market };
  if (type === batchV1.type) {
    const batch = z.safeParse(batchV1.data, own);
    if (!batch.success) return { refused: fieldsOf(batch.error) };
    const { epoch, sequence } = batch.data;
    const subject = `${market}/${epoch}/${sequence}`;
    return eventOf(batchV1, { id, time: at.data, subject, version: sequence, data: batch.data });
  }
  if (type === writtenThroughV1.type) {
    const word = z.safeParse(writtenThroughV1.data, own);
    if (!word.success) return { refused: fieldsOf(word.error) };
    const { epoch, through } = word.data;
    return eventOf(writtenThroughV1, {
      id,
      time: at.data,
      subject: `${market}/${epoch}`,
      version: through,
      data: word.data,
    });
  }
  return { refused: ["type"] };
}

/** Where something is wrong, never what stood there. Names that no contract declares are not repeated either. */
const fieldsOf = (error: z.core.$ZodError): readonly string[] => [
  ...new Set(
    error.issues.map(({ path, code }) => (code === "unrecognized_keys" ? `${path.join(".")}.?` : path.join("."))),
  ),
];
