import type { ShipmentId } from "#fulfillment/contracts/ids";
import { accept, type Decision, reject } from "#kernel/decision";
import type { Minor } from "#kernel/money";
import type { Instant } from "#kernel/time";
import { evolve } from "./evolve.ts";
import { dueOperations } from "./next-operations.ts";
import { afterAnswer, isInFlight, openOperation, type PaymentOperation } from "./operation.ts";
import type { OperationKey } from "./operation-key.ts";
import type { CancellationCause, Payment } from "./payment.ts";
import type { PaymentEvent } from "./payment-event.ts";
import type { PaymentTerms } from "./payment-terms.ts";
import type { ProviderAnswer } from "./provider.ts";

/** Why what a provider says is not recorded. */
export type PaymentRejection =
  | { readonly code: "operation-unknown"; readonly key: OperationKey }
  /** The provider says the opposite of what it said before; what it said first stands. */
  | { readonly code: "answer-contradicts"; readonly key: OperationKey; readonly state: PaymentOperation["state"] };
/** What becomes of a payment; without events nothing does. */
export type PaymentDecision = Decision<PaymentEvent, PaymentRejection>;

/** An order was placed and wants to be paid for, unless it is over already: then its means of payment are gone, too.
 *  @param over how the order ended, where it did */
export function agree(payment: Payment, terms: PaymentTerms, over?: CancellationCause): PaymentDecision {
  if (payment.terms) return accept();
  const agreed = { type: "terms-agreed", terms } as const;
  return over && !payment.closed ? accept<PaymentEvent>({ type: "order-closed", why: over }, agreed) : accept(agreed);
}

/** Nothing of the order will be sent: money that arrived or will arrive goes back. The first reason stands, and a repeat
 *  changes nothing. */
export const close = (payment: Payment, why: CancellationCause): PaymentDecision =>
  payment.closed ? accept() : accept({ type: "order-closed", why });

/** An order was cancelled, or part of it.
 *  @param cause the id of the event that says so
 *  @param amount what the buyer no longer owes, in the currency's minor unit */
export const cancel = (
  payment: Payment,
  cause: string,
  { whole, amount }: { readonly whole: boolean; readonly amount: Minor },
): PaymentDecision => (whole ? close(payment, "cancelled") : cancelPart(payment, cause, amount));

/** Part of the order was cancelled, once for each cause.
 *  @param cause the id of the event that says so
 *  @param amount what the buyer no longer owes, in the currency's minor unit */
export const cancelPart = (payment: Payment, cause: string, amount: Minor): PaymentDecision =>
  cause in payment.cancelled ? accept() : accept({ type: "amount-cancelled", cause, amount });

/** A shipment left: its part of the money may be taken, once.
 *  @param amount what the buyer owes for it, in the currency's minor unit */
export const dispatch = (payment: Payment, shipmentId: ShipmentId, amount: Minor): PaymentDecision =>
  shipmentId in payment.dispatched ? accept() : accept({ type: "shipment-dispatched", shipmentId, amount });

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

/** Nothing is known that was not known before; but by now operations may be due. */
export const nothingNew = (): PaymentDecision => accept();

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
