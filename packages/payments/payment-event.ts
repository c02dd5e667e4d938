import type { ShipmentId } from "#fulfillment/contracts/ids";
import type { Decision } from "#kernel/decision";
import type { Minor } from "#kernel/money";
import type { PaymentOperation } from "./operation.ts";
import type { OperationKey } from "./operation-key.ts";
import type { CancellationCause } from "./payment.ts";
import type { PaymentTerms } from "./payment-terms.ts";

/** What can happen to a payment. An operation that was opened is to be carried out by whoever opened it. */
export type PaymentEvent =
  | { readonly type: "terms-agreed"; readonly terms: PaymentTerms }
  | { readonly type: "order-closed"; readonly why: CancellationCause }
  | { readonly type: "amount-cancelled"; readonly cause: string; readonly amount: Minor }
  | { readonly type: "shipment-dispatched"; readonly shipmentId: ShipmentId; readonly amount: Minor }
  | { readonly type: "operation-opened" | "operation-answered"; readonly operation: PaymentOperation };

/** Why what a provider says is not recorded. */
export type PaymentRejection =
  | { readonly code: "operation-unknown"; readonly key: OperationKey }
  /** The provider says the opposite of what it said before; what it said first stands. */
  | { readonly code: "answer-contradicts"; readonly key: OperationKey; readonly state: PaymentOperation["state"] };

/** What becomes of a payment; without events nothing does. */
export type PaymentDecision = Decision<PaymentEvent, PaymentRejection>;
