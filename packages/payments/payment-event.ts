import type { ShipmentId } from "#fulfillment/contracts/ids";
import type { Minor } from "#kernel/money";
import type { PaymentOperation } from "./operation.ts";
import type { CancellationCause } from "./payment.ts";
import type { PaymentTerms } from "./payment-terms.ts";

/** What can happen to a payment. An operation that was opened is to be carried out by whoever opened it. */
export type PaymentEvent =
  | { readonly type: "terms-agreed"; readonly terms: PaymentTerms }
  | { readonly type: "order-closed"; readonly why: CancellationCause }
  | { readonly type: "amount-cancelled"; readonly cause: string; readonly amount: Minor }
  | { readonly type: "shipment-dispatched"; readonly shipmentId: ShipmentId; readonly amount: Minor }
  | { readonly type: "operation-opened" | "operation-answered"; readonly operation: PaymentOperation };

/** The operations that events opened. */
export const openedBy = (events: readonly PaymentEvent[]): readonly PaymentOperation[] =>
  events.flatMap((event) => (event.type === "operation-opened" ? [event.operation] : []));
