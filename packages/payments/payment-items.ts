import { isId, shardOfId } from "#kernel/ids";
import type { Instant } from "#kernel/time";
import { type OrderId, orderIds } from "#ordering/contracts/ids";
import { fromItem, type Item, type Key } from "#platform/dynamo";
import { type Attempt, type AttemptKey, isUnsettled } from "./attempt.ts";
import { allAttempts, type Payment, type PaymentSummary, stateOf, sumsOf } from "./payment.ts";
import type { Due } from "./payment-store.ts";
import { renewalDue } from "./wanted.ts";

/** Where a payment lies, with all its attempts. */
export const paymentKey = (orderId: OrderId): Key => ({ pk: `payment#${orderId}`, sk: "payment" });

/** What is due is spread over this many partitions of the index. */
export const dueShards = 8;
export const dueShard = (shard: number): string => `due#${shard}`;
const dueAttributes = (orderId: OrderId, dueAt: Instant | undefined) => ({
  dueShard: dueAt && dueShard(shardOfId(orderId, dueShards)),
  dueAt,
});

/** An attempt lies under its key, and need not repeat it. */
type KeptAttempt = Attempt extends infer One ? (One extends Attempt ? Omit<One, "key"> : never) : never;
type Head = Pick<Payment, "orderId" | "version" | "terms" | "closed" | "cancelled" | "dispatched"> &
  Omit<PaymentSummary, "id" | "method"> & {
    readonly kind: "payment";
    readonly attempts: Readonly<Record<AttemptKey, KeptAttempt>>;
  };

/** The attributes of a payment's item, with its sums told apart, so that conditions and readers need no attempts. What is
 *  `undefined` is to be absent. */
export const paymentAttributes = (payment: Payment) => ({
  kind: "payment",
  orderId: payment.orderId,
  version: payment.version,
  terms: payment.terms,
  closed: payment.closed,
  cancelled: payment.cancelled,
  dispatched: payment.dispatched,
  attempts: Object.fromEntries(allAttempts(payment).map(({ key, ...attempt }) => [key, attempt])),
  status: stateOf(payment).status,
  ...sumsOf(payment),
  ...dueAttributes(payment.orderId, nextDue(payment)),
});

/** When somebody must look at a payment: for an attempt whose end is not known, or a promise to be renewed. */
function nextDue(payment: Payment): Instant | undefined {
  const asks = allAttempts(payment)
    .filter(isUnsettled)
    .map(({ askAt }) => askAt);
  return [...asks, renewalDue(payment) ?? []].flat().sort()[0];
}

export function readPayment(item: Item): Payment {
  const { orderId, version, terms, closed, cancelled, dispatched, attempts } = fromItem<Head>(item);
  return {
    orderId,
    version,
    ...(terms ? { terms } : {}),
    ...(closed ? { closed } : {}),
    cancelled,
    dispatched,
    attempts: Object.fromEntries(
      Object.entries(attempts).map(([key, attempt]) => [key, { key: key as AttemptKey, ...attempt }]),
    ),
  };
}

/** @returns `undefined` for what is only a place kept: nothing is known of how it was to be paid */
export function readSummary(item: Item): Omit<PaymentSummary, "id"> | undefined {
  const { terms, status, authorised, captured, refunded } = fromItem<Head>(item);
  return terms && { method: terms.method, status, authorised, captured, refunded };
}

/** Reads an entry of the due index. @returns `undefined` when it is none of ours */
export function readDue(item: Item): Due | undefined {
  const { pk, dueAt } = fromItem<Key & { dueAt: Instant }>(item);
  const orderId = pk.slice(pk.indexOf("#") + 1);
  return isId(orderIds, orderId) ? { orderId, since: dueAt } : undefined;
}
