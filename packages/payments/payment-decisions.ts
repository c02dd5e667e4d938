import type { ShipmentId } from "#fulfillment/contracts/ids";
import { accept } from "#kernel/decision";
import type { Minor } from "#kernel/money";
import type { CancellationCause, Payment } from "./payment.ts";
import type { PaymentDecision, PaymentEvent } from "./payment-event.ts";
import type { PaymentTerms } from "./payment-terms.ts";

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

/** Nothing is known that was not known before; but by now operations may be due. */
export const nothingNew = (): PaymentDecision => accept();
