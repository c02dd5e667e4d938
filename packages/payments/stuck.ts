import { daysInSeconds, type Instant, plusSeconds } from "#kernel/time";
import { isInFlight, type PaymentOperation } from "./operation.ts";
import { kindOf } from "./operation-key.ts";
import type { Payment } from "./payment.ts";
import type { PaymentEvent } from "./payment-event.ts";

/** Money that does not move by itself any more: a person has to look at it. */
export type Stuck = Pick<PaymentOperation, "key"> & { readonly why: "refused" | "undecided"; readonly reason?: string };

/** How long an end may be unknown: money that is to move is missed the next day; a buyer's own may take its bank some
 *  days after the order stopped waiting for it. */
const daysUndecided = { authorise: 7, others: 1 } as const;

/**
 * What events show to be stuck: an operation that the provider refused, or whose end was asked for in vain once more.
 * A buyer whose money is refused is not among them: the order learns of that and is cancelled.
 * @param payment as it is after these events
 */
export const stuckBy = (payment: Payment, events: readonly PaymentEvent[], now: Instant): readonly Stuck[] =>
  events.flatMap((event): Stuck[] => {
    if (event.type !== "operation-answered") return [];
    const { operation } = event;
    const { key } = operation;
    if (operation.state === "failed")
      return kindOf(key) === "authorise" ? [] : [{ key, why: "refused", reason: operation.reason }];
    return isInFlight(operation) && missedSince(payment, operation) <= now ? [{ key, why: "undecided" }] : [];
  });

function missedSince({ terms }: Payment, { key, openedAt }: PaymentOperation): Instant {
  return kindOf(key) === "authorise"
    ? plusSeconds(terms?.dueAt ?? openedAt, daysInSeconds(daysUndecided.authorise))
    : plusSeconds(openedAt, daysInSeconds(daysUndecided.others));
}
