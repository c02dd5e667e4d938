import { isId, type OrderId, shardOfId } from "#kernel/ids";
import type { Instant } from "#kernel/time";
import { fromItem, type Item, type Key, toItem } from "#platform/dynamo";
import { type Attempt, type AttemptKey, isUnsettled } from "./attempt.ts";
import { type Payment, type PaymentSummary, stateOf, sumsOf } from "./payment.ts";
import type { Due } from "./payment-store.ts";
import { renewalDue } from "./wanted.ts";

/** Where a payment lies; its attempts lie beside it. */
export const paymentKey = (orderId: OrderId): Key => ({ pk: partitionOf(orderId), sk: "payment" });
const attemptKey = (orderId: OrderId, key: AttemptKey): Key => ({
  pk: partitionOf(orderId),
  sk: `${attemptPrefix}${key}`,
});
export const partitionOf = (orderId: OrderId): string => `payment#${orderId}`;
const attemptPrefix = "attempt#";

/** What is due is spread over this many partitions of the index. */
export const dueShards = 8;
export const dueShard = (shard: number): string => `due#${shard}`;
const dueAttributes = (orderId: OrderId, dueAt: Instant | undefined) => ({
  dueShard: dueAt && dueShard(shardOfId(orderId, dueShards)),
  dueAt,
});

type Head = Pick<Payment, "orderId" | "version" | "terms" | "closed" | "cancelled" | "dispatched"> &
  Omit<PaymentSummary, "id" | "method"> & { readonly kind: "payment" };

/** The attributes of the payment's own item, with its sums told apart, so that conditions and readers need no attempts.
 *  What is `undefined` is to be absent. */
export const paymentAttributes = (payment: Payment) => ({
  kind: "payment",
  orderId: payment.orderId,
  version: payment.version,
  terms: payment.terms,
  closed: payment.closed,
  cancelled: payment.cancelled,
  dispatched: payment.dispatched,
  status: stateOf(payment).status,
  ...sumsOf(payment),
  ...dueAttributes(payment.orderId, renewalDue(payment)),
});

export const attemptItem = (orderId: OrderId, attempt: Attempt): Item =>
  toItem({
    ...attemptKey(orderId, attempt.key),
    ...dueAttributes(orderId, isUnsettled(attempt) ? attempt.askAt : undefined),
    kind: "attempt",
    attempt,
  });

/** Puts a payment together again. @param items all of its partition */
export function readPayment(items: readonly Item[]): Payment | undefined {
  const head = items.find((item) => item.sk?.S === "payment");
  if (!head) return undefined;
  const { orderId, version, terms, closed, cancelled, dispatched } = fromItem<Head>(head);
  const attempts = items
    .filter((item) => item.sk?.S?.startsWith(attemptPrefix))
    .map((item) => fromItem<{ attempt: Attempt }>(item).attempt);
  return {
    orderId,
    version,
    ...(terms ? { terms } : {}),
    ...(closed ? { closed } : {}),
    cancelled,
    dispatched,
    attempts: Object.fromEntries(attempts.map((attempt) => [attempt.key, attempt])),
  };
}

/** @returns `undefined` for what is only a place kept: nothing is known of how it was to be paid */
export function readSummary(item: Item): Omit<PaymentSummary, "id"> | undefined {
  const { terms, status, authorised, captured, refunded } = fromItem<Head>(item);
  return terms && { method: terms.method, status, authorised, captured, refunded };
}

/** Reads an entry of the due index. @returns `undefined` when it is none of ours */
export function readDue(item: Item): Due | undefined {
  const { pk, sk, dueAt } = fromItem<Key & { dueAt: Instant }>(item);
  const orderId = pk.slice(pk.indexOf("#") + 1);
  if (!isId("ord", orderId)) return undefined;
  const key = sk.startsWith(attemptPrefix) ? (sk.slice(attemptPrefix.length) as AttemptKey) : undefined;
  return { orderId, key, since: dueAt };
}
