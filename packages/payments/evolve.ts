import type { PaymentOperation } from "./operation.ts";
import { kindOf } from "./operation-key.ts";
import type { Payment } from "./payment.ts";
import type { PaymentEvent } from "./payment-event.ts";
import type { PaymentTerms } from "./payment-terms.ts";

/** The payment after an event. The version is the store's business and stays. The means of payment is forgotten once the
 *  provider has decided on it, or once it will not be asked. */
export function evolve(payment: Payment, event: PaymentEvent): Payment {
  switch (event.type) {
    case "terms-agreed":
      return { ...payment, terms: payment.closed ? withoutToken(event.terms) : event.terms };
    case "order-closed":
      return { ...payment, closed: event.why };
    case "amount-cancelled":
      return { ...payment, cancelled: { ...payment.cancelled, [event.cause]: event.amount } };
    case "shipment-dispatched":
      return { ...payment, dispatched: { ...payment.dispatched, [event.shipmentId]: event.amount } };
    case "operation-opened":
      return withOperation(payment, event.operation);
    case "operation-answered":
      return withOperation(forgetsToken(event.operation) ? withoutMeans(payment) : payment, event.operation);
  }
}

const withOperation = (payment: Payment, operation: PaymentOperation): Payment => ({
  ...payment,
  operations: { ...payment.operations, [operation.key]: operation },
});

const forgetsToken = ({ key, state }: PaymentOperation): boolean =>
  kindOf(key) === "authorise" && (state === "succeeded" || state === "failed");

const withoutMeans = ({ terms, ...payment }: Payment): Payment =>
  terms ? { ...payment, terms: withoutToken(terms) } : payment;

const withoutToken = ({ token: _, ...terms }: PaymentTerms): PaymentTerms => terms;
