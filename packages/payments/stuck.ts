import { type Instant, plusSeconds } from "#kernel/time";
import { isInFlight, type PaymentOperation } from "./operation.ts";
import { kindOf } from "./operation-key.ts";
import { allOperations, type Payment } from "./payment.ts";

/** Money that does not move by itself any more: a person has to look at it. */
export type Stuck = Pick<PaymentOperation, "key"> & { readonly why: "refused" | "undecided"; readonly reason?: string };

/** How long an end may be unknown: money that is to move is missed the next day; a buyer's own may take its bank some
 *  days after the order stopped waiting for it. */
const daysUndecided = { authorise: 7, others: 1 } as const;

/**
 * What a change shows to be stuck: an operation that the provider refused, or whose end was asked for in vain once more.
 * A buyer whose money is refused is not among them: the order hears of that and is cancelled.
 */
export const stuckBy = (before: Payment, after: Payment, now: Instant): readonly Stuck[] =>
  allOperations(after).flatMap((operation): Stuck[] => {
    const { key } = operation;
    const earlier = before.operations[key];
    if (operation.state === "failed")
      return kindOf(key) === "authorise" || earlier?.state === "failed"
        ? []
        : [{ key, why: "refused", reason: operation.reason }];
    const askedAgain = isInFlight(operation) && earlier && isInFlight(earlier) && operation.asks > earlier.asks;
    return askedAgain && missedSince(after, operation) <= now ? [{ key, why: "undecided" }] : [];
  });

function missedSince({ terms }: Payment, { key, openedAt }: PaymentOperation): Instant {
  const waitsForBuyer = kindOf(key) === "authorise";
  const days = waitsForBuyer ? daysUndecided.authorise : daysUndecided.others;
  return plusSeconds(waitsForBuyer ? (terms?.dueAt ?? openedAt) : openedAt, days * 86_400);
}
