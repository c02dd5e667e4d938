import type { ShipmentId } from "#fulfillment/contracts/ids";
import { add, type Minor, subtract, sum, zero } from "#kernel/money";
import type { Transitions } from "#kernel/transitions";
import type { OrderId } from "#ordering/contracts/ids";
import type { PaymentId } from "./contracts/ids.ts";
import type { Operations, PaymentOperation } from "./operation.ts";
import { kindOf, type OperationKind } from "./operation-key.ts";
import { captureStrategies, type PaymentTerms } from "./payment-terms.ts";

/** Why nothing of an order will be sent. */
const cancellationCauses = ["lapsed", "refused", "cancelled"] as const;
/** `lapsed`: not paid for in time. `refused`: its stock could not be taken. `cancelled`: on request, or its payment was
 *  declined. */
export type CancellationCause = (typeof cancellationCauses)[number];
/** How an order ended by its own word. @returns `undefined` while it did not, or when all of it was sent */
export const cancellationCauseOf = (status: string): CancellationCause | undefined =>
  cancellationCauses.find((cause) => cause === status);

/**
 * The payment of one order: what the order wants, as far as it is known, and the operations at the
 * provider. Both only ever grow, and everything else follows from them, so the order in which events arrive does not
 * matter. Without `terms` it is a tombstone, or a place kept for what arrived before `placed`.
 */
export type Payment = {
  readonly orderId: OrderId;
  /** Changes so far; 0 means never stored. */
  readonly version: number;
  readonly terms?: PaymentTerms;
  readonly closed?: CancellationCause;
  /** What the buyer no longer owes, by the event that said so, in the minor unit. */
  readonly cancelled: Readonly<Record<string, Minor>>;
  /** What is to be captured, by the shipment that left, in the minor unit. */
  readonly dispatched: Readonly<Record<ShipmentId, Minor>>;
  readonly operations: Operations;
};

/** The payment of an order of which nothing is known yet. */
export const newPayment = (orderId: OrderId): Payment => ({
  orderId,
  version: 0,
  cancelled: {},
  dispatched: {},
  operations: {},
});

/** What is true of the money. Captured ≤ authorised and refunded ≤ captured, always. */
export type PaymentState =
  | { readonly status: "pending" }
  | { readonly status: "unknown" }
  | { readonly status: "declined"; readonly reason: string }
  | { readonly status: "authorised"; readonly authorised: Minor }
  | { readonly status: "voided" }
  | { readonly status: "captured"; readonly authorised: Minor; readonly captured: Minor }
  | ({ readonly status: "partially-refunded" | "refunded" } & {
      readonly authorised: Minor;
      readonly captured: Minor;
      readonly refunded: Minor;
    });
/** The name of a state. */
export type PaymentStatus = PaymentState["status"];

/** Which states may follow which; a state that names itself may learn more. A payment is paid while it is `authorised`
 *  or `captured`. */
export const paymentTransitions = {
  pending: ["pending", "unknown", "authorised", "captured", "declined", "voided"],
  unknown: ["unknown", "pending", "authorised", "captured", "declined"],
  authorised: ["authorised", "captured", "voided"],
  captured: ["captured", "partially-refunded", "refunded"],
  "partially-refunded": ["partially-refunded", "refunded"],
  refunded: ["refunded"],
  voided: ["voided"],
  declined: ["declined"],
} as const satisfies Transitions<PaymentStatus>;

/**
 * Where a payment stands. It follows from the authorisation, and once that succeeded from the sums: captured money makes
 * it `captured`, whatever is still authorised; refunded money `partially-refunded`, and all of it `refunded`. Operations
 * under way do not count until they succeeded. Of nothing there is nothing left to capture: it is `captured` at once. Without an authorisation a closed order's payment is `voided`: it will
 * never be asked for.
 */
export function stateOf(payment: Payment): PaymentState {
  const authorise = payment.operations.authorise;
  if (!authorise) return { status: payment.closed ? "voided" : "pending" };
  if (authorise.state === "failed") return { status: "declined", reason: authorise.reason };
  if (authorise.state === "unknown") return { status: "unknown" };
  if (authorise.state !== "succeeded") return { status: "pending" };
  const { authorised, captured, refunded } = sumsOf(payment);
  if (captured === 0 && authorised > 0 && !authorisationCaptures(payment))
    return payment.operations.void?.state === "succeeded" ? { status: "voided" } : { status: "authorised", authorised };
  if (refunded === 0) return { status: "captured", authorised, captured };
  return { status: refunded < captured ? "partially-refunded" : "refunded", authorised, captured, refunded };
}

/**
 * What was moved so far, and what may still be, in the minor unit of the payment's currency. What is under way counts as
 * moved in what may still be, and as not moved in the rest: so nothing is moved twice, and nothing is called moved that
 * may yet fail.
 */
export type Sums = {
  readonly authorised: Minor;
  readonly captured: Minor;
  readonly refunded: Minor;
  /** Authorised, and neither captured, being captured nor given back. */
  readonly uncaptured: Minor;
  /** Captured, and neither refunded nor being so. */
  readonly unrefunded: Minor;
};

/**
 * The sums of a payment, from its operations alone.
 * - authorised: the authorisation, once it succeeded. Asking for it again moves nothing.
 * - captured: the captures that succeeded; where the authorisation captures by itself, all of it.
 * - refunded: the refunds that succeeded.
 * - uncaptured = authorised − captured − captures and voids that succeeded or may yet.
 * - unrefunded = captured − refunds that succeeded or may yet.
 *
 * Only failed operations leave their money where it was. None of the sums is below zero: `dueOperations` plans no more
 * than is left, and the store refuses what would take more.
 */
export function sumsOf(payment: Payment): Sums {
  const { authorise } = payment.operations;
  const authorised = authorise?.state === "succeeded" ? authorise.amount : zero;
  const capturedAtOnce = authorisationCaptures(payment) ? authorised : zero;
  const captured = add(capturedAtOnce, total(payment, "capture", isDone));
  const taken = sum([capturedAtOnce, total(payment, "capture", mayBeDone), total(payment, "void", mayBeDone)]);
  return {
    authorised,
    captured,
    refunded: total(payment, "refund", isDone),
    uncaptured: subtract(authorised, taken),
    unrefunded: subtract(captured, total(payment, "refund", mayBeDone)),
  };
}

const isDone = ({ state }: PaymentOperation): boolean => state === "succeeded";
const mayBeDone = ({ state }: PaymentOperation): boolean => state !== "failed";

/** Whether the payment's authorisation captures the money by itself. */
export const authorisationCaptures = ({ terms }: Payment): boolean =>
  terms !== undefined && captureStrategies[terms.captureMode].authorisationCaptures;

/** Every operation of a payment, whatever became of it. */
export const allOperations = ({ operations }: Payment): PaymentOperation[] =>
  Object.values(operations).filter((operation) => operation !== undefined);

/** The operations of these kinds. */
export const operationsOf = (payment: Payment, ...kinds: readonly OperationKind[]): PaymentOperation[] =>
  allOperations(payment).filter(({ key }) => kinds.includes(kindOf(key)));

/** The amounts of one kind of operations, of those that count. */
const total = (payment: Payment, kind: OperationKind, counts: (operation: PaymentOperation) => boolean): Minor =>
  sum(
    operationsOf(payment, kind)
      .filter(counts)
      .map(({ amount }) => amount),
  );

/** The summary that an order's view shows; amounts in the minor unit of the order's currency. */
export type PaymentSummary = {
  readonly id: PaymentId;
  readonly method: string;
  readonly status: PaymentStatus;
  readonly authorised: Minor;
  readonly captured: Minor;
  readonly refunded: Minor;
};
