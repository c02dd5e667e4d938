import type { ShipmentId } from "#fulfillment/contracts/ids";
import { add, type Minor, subtract, sum, zero } from "#kernel/money";
import type { Transitions } from "#kernel/transitions";
import type { OrderId } from "#ordering/contracts/ids";
import type { PaymentId } from "./contracts/ids.ts";
import type { PaymentOperation } from "./operation.ts";
import { kindOf, type OperationKey, type OperationKind } from "./operation-key.ts";
import type { PaymentTerms } from "./payment-terms.ts";

/** Why nothing of an order will be sent. */
const cancellationCauses = ["lapsed", "refused", "cancelled"] as const;
export type CancellationCause = (typeof cancellationCauses)[number];
/** How an order ended by its own word. @returns `undefined` while it did not, or when all of it was sent */
export const cancellationCauseOf = (status: string): CancellationCause | undefined =>
  cancellationCauses.find((cause) => cause === status);

/**
 * The payment of one order: what the order wants, as far as it was heard, and what was attempted at the provider. Both
 * only ever grow, and everything else follows from them, so the order in which things are heard does not matter.
 * Without `terms` it is a tombstone, or a place kept for what was heard before `placed`.
 */
export type Payment = {
  readonly orderId: OrderId;
  /** Changes so far; 0 means never stored. */
  readonly version: number;
  readonly terms?: PaymentTerms;
  readonly closed?: CancellationCause;
  /** What the buyer no longer owes, by the event that said so. */
  readonly cancelled: Readonly<Record<string, Minor>>;
  /** What is to be taken, by the shipment that left. */
  readonly dispatched: Readonly<Record<ShipmentId, Minor>>;
  readonly operations: Readonly<Partial<Record<OperationKey, PaymentOperation>>>;
};

/** The payment of an order of which nothing was heard yet. */
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

export function stateOf(payment: Payment): PaymentState {
  const authorise = payment.operations.authorise;
  if (!authorise) return { status: payment.closed ? "voided" : "pending" };
  if (authorise.state === "failed") return { status: "declined", reason: authorise.reason };
  if (authorise.state === "unknown") return { status: "unknown" };
  if (authorise.state !== "succeeded") return { status: "pending" };
  const { authorised, captured, refunded } = sumsOf(payment);
  const settled = payment.terms?.captureMode === "immediate" || captured > 0;
  if (!settled)
    return payment.operations.void?.state === "succeeded" ? { status: "voided" } : { status: "authorised", authorised };
  if (refunded === 0) return { status: "captured", authorised, captured };
  return { status: refunded < captured ? "partially-refunded" : "refunded", authorised, captured, refunded };
}

/** What was moved so far, and what may still be: both leave out what is under way, so nothing is moved twice. */
export type Sums = {
  readonly authorised: Minor;
  readonly captured: Minor;
  readonly refunded: Minor;
  /** Promised, and neither taken, being taken nor given back. */
  readonly uncaptured: Minor;
  /** Taken, and neither sent back nor being so. */
  readonly unrefunded: Minor;
};

export function sumsOf(payment: Payment): Sums {
  const authorise = payment.operations.authorise;
  const authorised = authorise?.state === "succeeded" ? authorise.amount : zero;
  const immediate = payment.terms?.captureMode === "immediate";
  const captured = immediate ? authorised : total(payment, "capture", isDone);
  return {
    authorised,
    captured,
    refunded: total(payment, "refund", isDone),
    uncaptured: subtract(
      authorised,
      immediate ? authorised : add(total(payment, "capture", mayBeDone), total(payment, "void", mayBeDone)),
    ),
    unrefunded: subtract(captured, total(payment, "refund", mayBeDone)),
  };
}

const isDone = ({ state }: PaymentOperation): boolean => state === "succeeded";
const mayBeDone = ({ state }: PaymentOperation): boolean => state !== "failed";

export const allOperations = ({ operations }: Payment): PaymentOperation[] =>
  Object.values(operations).filter((operation) => operation !== undefined);

export const operationsOf = (payment: Payment, ...kinds: readonly OperationKind[]): PaymentOperation[] =>
  allOperations(payment).filter(({ key }) => kinds.includes(kindOf(key)));

const total = (payment: Payment, kind: OperationKind, counts: (operation: PaymentOperation) => boolean): Minor =>
  sum(
    operationsOf(payment, kind)
      .filter(counts)
      .map(({ amount }) => amount),
  );

/** The summary that an order's view shows. */
export type PaymentSummary = {
  readonly id: PaymentId;
  readonly method: string;
  readonly status: PaymentStatus;
  readonly authorised: Minor;
  readonly captured: Minor;
  readonly refunded: Minor;
};
