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

export type PaymentRejection =
  | { readonly code: "operation-unknown"; readonly key: OperationKey }
  /** The provider says the opposite of what it said before; what it said first stands. */
  | { readonly code: "answer-contradicts"; readonly key: OperationKey; readonly state: PaymentOperation["state"] };
export type PaymentDecision = Decision<PaymentEvent, PaymentRejection>;

/** An order was placed and wants to be paid for, unless it is over already: then its means of payment are gone, too.
 *  @param over how the order ended, as far as it did */
export function agree(payment: Payment, terms: PaymentTerms, over?: CancellationCause): PaymentDecision {
  if (payment.terms) return accept();
  const agreed = { type: "terms-agreed", terms } as const;
  return over && !payment.closed ? accept<PaymentEvent>({ type: "order-closed", why: over }, agreed) : accept(agreed);
}

/** Nothing of the order will be sent: money that arrived or will arrive goes back. The first reason stands. */
export const close = (payment: Payment, why: CancellationCause): PaymentDecision =>
  payment.closed ? accept() : accept({ type: "order-closed", why });

/** Part of the order was cancelled. @param cause the id of the event that tells of it */
export const cancelPart = (payment: Payment, cause: string, amount: Minor): PaymentDecision =>
  cause in payment.cancelled ? accept() : accept({ type: "amount-cancelled", cause, amount });

/** A shipment left: its part of the money may be taken. */
export const dispatch = (payment: Payment, shipmentId: ShipmentId, amount: Minor): PaymentDecision =>
  shipmentId in payment.dispatched ? accept() : accept({ type: "shipment-dispatched", shipmentId, amount });

/** The provider answered, sent a webhook or was polled. What is final stays; a repeat changes nothing. */
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

/** A payment after events, with the operations that now have to be carried out: written down before they are. */
export type Step = { readonly after: Payment; readonly opened: readonly PaymentOperation[] };

/** Applies events and opens what follows from them. */
export function take(payment: Payment, events: readonly PaymentEvent[], now: Instant): Step {
  const changed = events.reduce(evolve, payment);
  const opened = dueOperations(changed, now).map((planned) => openOperation(planned, now));
  const after = opened.reduce((so, operation) => evolve(so, { type: "operation-opened", operation }), changed);
  return { after: { ...after, version: payment.version + 1 }, opened };
}
