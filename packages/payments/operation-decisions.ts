import { accept, reject } from "#kernel/decision";
import type { Instant } from "#kernel/time";
import { afterAuthorisation } from "./after-authorisation.ts";
import { evolve } from "./evolve.ts";
import { afterAnswer, isInFlight, openOperation, type PaymentOperation, type PlannedOperation } from "./operation.ts";
import type { OperationKey } from "./operation-key.ts";
import type { Payment } from "./payment.ts";
import type { PaymentDecision, PaymentEvent } from "./payment-event.ts";
import type { ProviderAnswer } from "./provider.ts";

/**
 * A decision, with the operations that have to be carried out now as further events: opening them is part of the change
 * that makes them due, so they are written down before the provider is called.
 * @param payment what was decided on
 */
export function withDueOperations(payment: Payment, decision: PaymentDecision, at: Instant): PaymentDecision {
  if (decision.outcome === "rejected") return decision;
  const changed = decision.events.reduce(evolve, payment);
  const opened = dueOperations(changed, at).map(
    (planned): PaymentEvent => ({ type: "operation-opened", operation: openOperation(planned, at) }),
  );
  return accept(...decision.events, ...opened);
}

/** The operations that events opened: whoever made them carries them out. */
export const openedBy = (events: readonly PaymentEvent[]): readonly PaymentOperation[] =>
  events.flatMap((event) => (event.type === "operation-opened" ? [event.operation] : []));

/**
 * The provider answered, sent a webhook or was polled. What is final stays; a repeat changes nothing. Rejected are answers
 * to an operation that was never opened, and an end that is the opposite of the one that was recorded.
 */
export function recordAnswer(
  payment: Payment,
  key: OperationKey,
  answer: ProviderAnswer,
  at: Instant,
): PaymentDecision {
  const operation = payment.operations[key];
  if (!operation) return reject({ code: "operation-unknown", key });
  if (isInFlight(operation))
    return accept({ type: "operation-answered", operation: afterAnswer(operation, answer, at) });
  const contradicts = isFinal(answer) && answer.outcome !== operation.state;
  return contradicts ? reject({ code: "answer-contradicts", key, state: operation.state }) : accept();
}
const isFinal = ({ outcome }: ProviderAnswer): boolean => outcome === "succeeded" || outcome === "failed";

/** How many operations one change opens at most; the next ones follow when these are answered. */
const openedAtOnce = 20;

/**
 * What is to be carried out at the provider now. It follows from what the order wants and the operations so far,
 * never from the order in which events arrived: money that was asked for is waited for, and only then kept or undone.
 */
export function dueOperations(payment: Payment, now: Instant): readonly PlannedOperation[] {
  const { terms, closed, operations } = payment;
  if (!terms) return [];
  if (!operations.authorise) return closed ? [] : [{ key: "authorise", amount: terms.total }];
  if (operations.authorise.state !== "succeeded") return [];
  return afterAuthorisation[terms.captureMode](payment, terms, now).slice(0, openedAtOnce);
}
