import type { ShipmentId } from "#fulfillment/contracts/ids";
import type { Minor } from "#kernel/money";
import { type Attempt, kindOf } from "./attempt.ts";
import type { Closing, Payment, PaymentTerms } from "./payment.ts";

/** What can become true of a payment. */
export type PaymentFact =
  | { readonly type: "terms-agreed"; readonly terms: PaymentTerms }
  | { readonly type: "order-closed"; readonly why: Closing }
  | { readonly type: "amount-cancelled"; readonly cause: string; readonly amount: Minor }
  | { readonly type: "shipment-dispatched"; readonly shipmentId: ShipmentId; readonly amount: Minor }
  | { readonly type: "attempt-opened" | "attempt-answered"; readonly attempt: Attempt };

/** The payment after a fact. The version is the store's business and stays. */
export function evolve(payment: Payment, fact: PaymentFact): Payment {
  switch (fact.type) {
    case "terms-agreed":
      return { ...payment, terms: payment.closed ? withoutToken(fact.terms) : fact.terms };
    case "order-closed":
      return { ...payment, closed: fact.why };
    case "amount-cancelled":
      return { ...payment, cancelled: { ...payment.cancelled, [fact.cause]: fact.amount } };
    case "shipment-dispatched":
      return { ...payment, dispatched: { ...payment.dispatched, [fact.shipmentId]: fact.amount } };
    case "attempt-opened":
      return withAttempt(payment, fact.attempt);
    case "attempt-answered":
      return withAttempt(forgetsToken(fact.attempt) ? withoutTerm(payment) : payment, fact.attempt);
  }
}

const withAttempt = (payment: Payment, attempt: Attempt): Payment => ({
  ...payment,
  attempts: { ...payment.attempts, [attempt.key]: attempt },
});

const forgetsToken = ({ key, state }: Attempt): boolean =>
  kindOf(key) === "authorise" && (state === "succeeded" || state === "failed");

const withoutTerm = ({ terms, ...payment }: Payment): Payment =>
  terms ? { ...payment, terms: withoutToken(terms) } : payment;

const withoutToken = ({ token: _, ...terms }: PaymentTerms): PaymentTerms => terms;
