import type { EventContract, EventType } from "#kernel/event";
import { idAs } from "#kernel/ids";
import { type Attempt, kindOf } from "./attempt.ts";
import { authorisedV1 } from "./contracts/authorised.v1.ts";
import { capturedV1 } from "./contracts/captured.v1.ts";
import { declinedV1 } from "./contracts/declined.v1.ts";
import { paymentIds } from "./contracts/ids.ts";
import { refundedV1 } from "./contracts/refunded.v1.ts";
import { voidedV1 } from "./contracts/voided.v1.ts";
import { allAttempts, type Payment, stateOf, sumsOf } from "./payment.ts";

/** What the market is told: a contract and its data. Id, version and time are added when it is written. */
export type Announcement = { readonly contract: EventContract<EventType, unknown>; readonly data: unknown };

const tell = <Type extends EventType, Data>(contract: EventContract<Type, Data>, data: Data): Announcement => ({
  contract,
  data,
});

/** What a change announces: each attempt that ended, and a payment that now will never be asked for. */
export function announcements(before: Payment, after: Payment): Announcement[] {
  const ended = allAttempts(after).filter(({ key, state }) => state !== before.attempts[key]?.state);
  const neverAsked = !after.attempts.authorise && stateOf(before).status !== stateOf(after).status;
  return [
    ...ended.flatMap((attempt) => ofAttempt(after, attempt)),
    ...(neverAsked ? [tell(voidedV1, idsOf(after))] : []),
  ];
}

const idsOf = ({ orderId }: Payment) => ({ orderId, paymentId: idAs(paymentIds, orderId) });

function ofAttempt(payment: Payment, attempt: Attempt): Announcement[] {
  const kind = kindOf(attempt.key);
  if (attempt.state === "failed")
    return kind === "authorise" ? [tell(declinedV1, { ...idsOf(payment), reason: attempt.reason })] : [];
  if (attempt.state !== "succeeded") return [];
  const moved = { ...idsOf(payment), amount: attempt.amount };
  const { captured, refunded } = sumsOf(payment);
  switch (kind) {
    case "authorise":
      return payment.terms?.settlement === "immediate"
        ? [tell(authorisedV1, moved), tell(capturedV1, { ...moved, captured })]
        : [tell(authorisedV1, moved)];
    case "capture":
      return [tell(capturedV1, { ...moved, captured })];
    case "refund":
      return [tell(refundedV1, { ...moved, refunded })];
    case "void": // giving back what was left after captures is no news: the payment stays captured
      return captured === 0 ? [tell(voidedV1, idsOf(payment))] : [];
    case "renew":
      return [];
  }
}
