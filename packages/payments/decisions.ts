import type { ShipmentId } from "#fulfillment/contracts/ids";
import { accept, type Decision, reject } from "#kernel/decision";
import type { Minor } from "#kernel/money";
import type { Instant } from "#kernel/time";
import { type Attempt, type AttemptKey, afterAnswer, isUnsettled, openAttempt } from "./attempt.ts";
import { evolve, type PaymentFact } from "./facts.ts";
import type { Closing, Payment, PaymentTerms } from "./payment.ts";
import type { ProviderAnswer } from "./provider.ts";
import { wantedAttempts } from "./wanted.ts";

export type PaymentRejection =
  | { readonly code: "attempt-unknown"; readonly key: AttemptKey }
  /** The provider says the opposite of what it said before; what it said first stands. */
  | { readonly code: "answer-contradicts"; readonly key: AttemptKey; readonly state: Attempt["state"] };
export type PaymentDecision = Decision<PaymentFact, PaymentRejection>;

/** An order was placed and wants to be paid for, unless it is over already: then its means of payment are gone, too.
 *  @param over how the order ended, as far as it did */
export function agree(payment: Payment, terms: PaymentTerms, over?: Closing): PaymentDecision {
  if (payment.terms) return accept();
  const agreed = { type: "terms-agreed", terms } as const;
  return over && !payment.closed ? accept<PaymentFact>({ type: "order-closed", why: over }, agreed) : accept(agreed);
}

/** Nothing of the order will be sent: money that arrived or will arrive goes back. The first reason stands. */
export const close = (payment: Payment, why: Closing): PaymentDecision =>
  payment.closed ? accept() : accept({ type: "order-closed", why });

/** Part of the order was cancelled. @param cause the id of the event that tells of it */
export const cancelPart = (payment: Payment, cause: string, amount: Minor): PaymentDecision =>
  cause in payment.cancelled ? accept() : accept({ type: "amount-cancelled", cause, amount });

/** A shipment left: its part of the money may be taken. */
export const dispatch = (payment: Payment, shipmentId: ShipmentId, amount: Minor): PaymentDecision =>
  shipmentId in payment.dispatched ? accept() : accept({ type: "shipment-dispatched", shipmentId, amount });

/** The provider answered, told or was asked. What is final stays; a repeat changes nothing. */
export function learn(payment: Payment, key: AttemptKey, answer: ProviderAnswer, at: Instant): PaymentDecision {
  const attempt = payment.attempts[key];
  if (!attempt) return reject({ code: "attempt-unknown", key });
  if (isUnsettled(attempt)) return accept({ type: "attempt-answered", attempt: afterAnswer(attempt, answer, at) });
  const contradicts = isFinal(answer) && answer.outcome !== attempt.state;
  return contradicts ? reject({ code: "answer-contradicts", key, state: attempt.state }) : accept();
}
const isFinal = ({ outcome }: ProviderAnswer): boolean => outcome === "succeeded" || outcome === "failed";

/** A payment after facts, with the attempts that now have to be carried out: written down before they are. */
export type Step = { readonly after: Payment; readonly opened: readonly Attempt[] };

/** Applies facts and opens what follows from them. */
export function take(payment: Payment, facts: readonly PaymentFact[], now: Instant): Step {
  const told = facts.reduce(evolve, payment);
  const opened = wantedAttempts(told, now).map((wanted) => openAttempt(wanted, now));
  const after = opened.reduce((so, attempt) => evolve(so, { type: "attempt-opened", attempt }), told);
  return { after: { ...after, version: payment.version + 1 }, opened };
}
