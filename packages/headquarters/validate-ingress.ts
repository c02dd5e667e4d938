import * as z from "zod/mini";
import { type DomainEvent, eventIds } from "#kernel/event";
import { newId } from "#kernel/ids";
import { log } from "#platform/log";
import { gauge } from "#platform/metrics";
import { readIngress } from "./ingress-event.ts";
import { ingressMessage } from "./ingress-message.ts";

/**
 * Takes in what came across: what its contract declares goes on to the centre's own bus, anything else is counted and
 * dropped. It is not even set aside: what nobody declared must not lie about here, and the market has it still.
 * @param text JSON of an `ingressMessage`
 * @param put puts events on the centre's bus, and answers with the ids of those it took
 * @throws Error when the message is none, or the bus did not take the event: it is delivered again, and at last set
 * aside
 */
export async function validateIngress(
  text: string,
  put: (events: readonly DomainEvent[]) => Promise<ReadonlySet<string>>,
): Promise<void> {
  const { market, event } = z.parse(ingressMessage, parsed(text));
  const read = readIngress(market, event, newId(eventIds));
  if ("refused" in read) {
    log.error("an event of a market was refused", { market, fields: read.refused });
    gauge("RefusedEvents", { market }, 1, "Count");
    return;
  }
  const taken = await put([read]);
  if (!taken.has(read.id)) throw new Error("the centre's bus refused the event");
}

/** @throws Error that does not quote the message, as the parser's own would */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("the message is not JSON");
  }
}
