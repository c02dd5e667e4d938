import * as z from "zod/mini";
import type { MessageAttributes } from "#platform/event-function";
import { ingressMessage } from "./ingress-message.ts";

/** A message as it lies in the ingress queue. */
export type QueuedMessage = { readonly text: string; readonly attributes: MessageAttributes };

/** As EventBridge sets aside what a rule could not deliver: the event as it came, before the rule changed it. Its guide does not
 *  promise that, so what the rule made of it is read too; nobody but EventBridge names the parts of either. */
const undelivered = z.union([z.object({ detail: z.looseObject({}) }), z.object({ event: z.looseObject({}) })]);

/** The name of the bus that a rule stands on says whose it is. */
const ruleOfMarket = /^arn:aws[a-z-]*:events:[a-z0-9-]+:[0-9]{12}:rule\/archipelago-central-from-([a-z]{2,8})\/[^/]+$/;

/**
 * Reads which market a message is from, and what it published. The market is never taken from anything that a market wrote:
 * it is what the rule of that market's bus stamped, or the bus of the rule that EventBridge names in `RULE_ARN` beside an
 * event which the rule could not deliver (EventBridge user guide, "Using dead-letter queues to process undelivered events").
 * Only EventBridge's rules on these buses may send to the queue, and who redrives sends on what stands beside a message.
 * @throws Error when it is neither; it never quotes the message
 */
export function whatCameIn({ text, attributes }: QueuedMessage): {
  readonly market: string;
  readonly event: unknown;
} {
  const body = parsed(text);
  const rule = attributes.RULE_ARN;
  if (rule === undefined) return z.parse(ingressMessage, body);
  const [, market] = ruleOfMarket.exec(rule) ?? [];
  if (market === undefined) throw new Error("RULE_ARN names no rule of a market's bus");
  const given = z.parse(undelivered, body);
  return { market, event: "detail" in given ? given.detail : given.event };
}

/** @throws Error that does not quote the message, as the parser's own would */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("the message is not JSON");
  }
}
