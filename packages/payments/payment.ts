import type { ShipmentId } from "#fulfillment/contracts/ids";
import { add, type Minor, subtract, sum, zero } from "#kernel/money";
import type { Instant } from "#kernel/time";
import type { Transitions } from "#kernel/transitions";
import type { OrderId } from "#ordering/contracts/ids";
import type { Attempt, AttemptKey, AttemptKind } from "./attempt.ts";
import { kindOf } from "./attempt.ts";
import type { PaymentId } from "./contracts/ids.ts";

/** `authorise-then-capture`: promised first, taken as goods leave. `immediate`: the money itself arrives, at once. */
export type Settlement = "authorise-then-capture" | "immediate";

/** What was agreed when the order was placed. */
export type PaymentTerms = {
  readonly total: Minor;
  /** ISO 4217. */
  readonly currency: string;
  readonly method: string;
  readonly settlement: Settlement;
  readonly installments?: number;
  /** The provider's word for the means of payment; forgotten as soon as it is no longer needed. */
  readonly token?: string;
  /** When the order no longer waits for its money. */
  readonly dueAt: Instant;
  /** How long a promise stands and how long before its end it is renewed, in seconds; absent where it cannot be. */
  readonly renewal?: { readonly validSeconds: number; readonly beforeSeconds: number };
};

/** Why nothing of an order will be sent. */
const closings = ["lapsed", "refused", "cancelled"] as const;
export type Closing = (typeof closings)[number];
/** How an order ended by its own word. @returns `undefined` while it did not, or when all of it was sent */
export const closingOf = (status: string): Closing | undefined => closings.find((closing) => closing === status);

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
  readonly closed?: Closing;
  /** What the buyer no longer owes, by the event that said so. */
  readonly cancelled: Readonly<Record<string, Minor>>;
  /** What is to be taken, by the shipment that left. */
  readonly dispatched: Readonly<Record<ShipmentId, Minor>>;
  readonly attempts: Readonly<Partial<Record<AttemptKey, Attempt>>>;
};

/** The payment of an order of which nothing was heard yet. */
export const unheardOf = (orderId: OrderId): Payment => ({
  orderId,
  version: 0,
  cancelled: {},
  dispatched: {},
  attempts: {},
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
  const authorise = payment.attempts.authorise;
  if (!authorise) return { status: payment.closed ? "voided" : "pending" };
  if (authorise.state === "failed") return { status: "declined", reason: authorise.reason };
  if (authorise.state === "unknown") return { status: "unknown" };
  if (authorise.state !== "succeeded") return { status: "pending" };
  const { authorised, captured, refunded } = sumsOf(payment);
  const settled = payment.terms?.settlement === "immediate" || captured > 0;
  if (!settled)
    return payment.attempts.void?.state === "succeeded" ? { status: "voided" } : { status: "authorised", authorised };
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
  const authorise = payment.attempts.authorise;
  const authorised = authorise?.state === "succeeded" ? authorise.amount : zero;
  const immediate = payment.terms?.settlement === "immediate";
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

const isDone = ({ state }: Attempt): boolean => state === "succeeded";
const mayBeDone = ({ state }: Attempt): boolean => state !== "failed";

export const allAttempts = ({ attempts }: Payment): Attempt[] =>
  Object.values(attempts).filter((attempt) => attempt !== undefined);

export const attemptsOf = (payment: Payment, ...kinds: readonly AttemptKind[]): Attempt[] =>
  allAttempts(payment).filter(({ key }) => kinds.includes(kindOf(key)));

const total = (payment: Payment, kind: AttemptKind, counts: (attempt: Attempt) => boolean): Minor =>
  sum(
    attemptsOf(payment, kind)
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
