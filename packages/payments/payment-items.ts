import type { DomainEvent } from "#kernel/event";
import { isId, shardOfId } from "#kernel/ids";
import type { Instant } from "#kernel/time";
import { type OrderId, orderIds } from "#ordering/contracts/ids";
import type { Change, Stored } from "#platform/decide-and-save";
import { fromItem, type Item, type Key, toItem } from "#platform/dynamo";
import { outboxOf } from "#platform/outbox";
import { type Condition, putWhen, stateCondition } from "#platform/state-condition";
import type { Write } from "#platform/transaction";
import { reauthorisationDue } from "./after-authorisation.ts";
import { checkOperationSteps, isInFlight, type PaymentOperation } from "./operation.ts";
import type { OperationKey } from "./operation-key.ts";
import { allOperations, type Payment, type PaymentSummary, paymentTransitions, stateOf, sumsOf } from "./payment.ts";
import type { PaymentEvent } from "./payment-event.ts";
import type { DuePayment } from "./payment-store.ts";

/** Where a payment lies, with all its operations. */
export const paymentKey = (orderId: OrderId): Key => ({ pk: `payment#${orderId}`, sk: "payment" });
const orderIn = ({ pk }: Key): string => pk.slice(pk.indexOf("#") + 1);

/** What is due is spread over this many partitions of the index `due`. */
export const dueShards = 8;
/** The key of one of them, from 0. */
export const dueShard = (shard: number): string => `due#${shard}`;
const dueAttributes = (orderId: OrderId, dueAt: Instant | undefined) => ({
  dueShard: dueAt && dueShard(shardOfId(orderId, dueShards)),
  dueAt,
});

/** An operation lies under its key, and need not repeat it. */
type KeptOperation = PaymentOperation extends infer One
  ? One extends PaymentOperation
    ? Omit<One, "key">
    : never
  : never;
type Head = Key &
  Pick<Payment, "version" | "terms" | "closed" | "cancelled" | "dispatched"> &
  Omit<PaymentSummary, "id" | "method"> & {
    readonly kind: "payment";
    readonly operations: Readonly<Record<OperationKey, KeptOperation>>;
    readonly seen?: ReadonlySet<string>;
  };

/**
 * A payment's item: its status and its sums stand beside it, so that conditions and readers need no operations, and the
 * marks of the events that changed it. It carries what the market learns of this write, and nothing of an earlier one.
 * What its key says it does not repeat: it stays below the kilobyte beyond which a write costs twice as much.
 */
export const paymentItem = (payment: Payment, seen: ReadonlySet<string>, events: readonly DomainEvent[]): Item =>
  toItem({
    ...paymentKey(payment.orderId),
    kind: "payment",
    version: payment.version,
    terms: payment.terms,
    closed: payment.closed,
    cancelled: payment.cancelled,
    dispatched: payment.dispatched,
    operations: Object.fromEntries(allOperations(payment).map(({ key, ...operation }) => [key, operation])),
    status: stateOf(payment).status,
    ...sumsOf(payment),
    ...dueAttributes(payment.orderId, nextDue(payment)),
    ...(seen.size > 0 ? { seen } : {}),
    ...outboxOf(events),
  });

/** When somebody must look at a payment: for an operation whose end is not known, or an authorisation to be asked for again. */
function nextDue(payment: Payment): Instant | undefined {
  const asks = allOperations(payment)
    .filter(isInFlight)
    .map(({ askAt }) => askAt);
  return [...asks, reauthorisationDue(payment) ?? []].flat().sort()[0];
}

/**
 * Puts a payment's item as a change leaves it, with what the market learns of it. It is refused when the payment is no
 * longer what was decided on, when its state may not follow, or when more would be captured or given back than is
 * authorised, or refunded than was captured.
 * @throws Error when the payment or an operation of it would go where their tables do not allow: the decision was wrong
 */
export function paymentWrite(
  table: string,
  { before, after, integrationEvents }: Change<Payment, PaymentEvent>,
): Write {
  checkOperationSteps(before.state.operations, after.state.operations);
  const { version } = before.state;
  const from = { version, status: stateOf(before.state).status };
  const state = stateCondition(paymentTransitions, from, stateOf(after.state).status);
  const condition = version === 0 ? state : covered(state, before.state, after.state);
  return putWhen(table, paymentItem(after.state, after.seen, integrationEvents), condition);
}

/** The same condition, for a payment whose sums hold what the change takes from them. */
function covered({ expression, names, values }: Condition, before: Payment, after: Payment): Condition {
  const had = sumsOf(before);
  const has = sumsOf(after);
  return {
    expression: `${expression} AND #uncaptured >= :taken AND #unrefunded >= :returned`,
    names: { ...names, "#uncaptured": "uncaptured", "#unrefunded": "unrefunded" },
    values: {
      ...values,
      ":taken": Math.max(0, had.uncaptured - has.uncaptured),
      ":returned": Math.max(0, had.unrefunded - has.unrefunded),
    },
  };
}

/** Reads the item of a payment, with the marks of the events that changed it. */
export function readPayment(item: Item): Stored<Payment> {
  const { version, terms, closed, cancelled, dispatched, operations, seen, ...key } = fromItem<Head>(item);
  const state: Payment = {
    orderId: orderIn(key) as OrderId,
    version,
    ...(terms ? { terms } : {}),
    ...(closed ? { closed } : {}),
    cancelled,
    dispatched,
    operations: Object.fromEntries(
      Object.entries(operations).map(([key, operation]) => [key, { key: key as OperationKey, ...operation }]),
    ),
  };
  return { state, seen: seen ?? new Set(), beside: undefined };
}

/** Reads what an order's view shows of its payment. @returns `undefined` for what is only a place kept: nothing is known of how it was to be paid */
export function readSummary(item: Item): Omit<PaymentSummary, "id"> | undefined {
  const { terms, status, authorised, captured, refunded } = fromItem<Head>(item);
  return terms && { method: terms.method, status, authorised, captured, refunded };
}

/** Reads an entry of the due index. @returns `undefined` when it is none of ours */
export function readDue(item: Item): DuePayment | undefined {
  const { dueAt, ...key } = fromItem<Key & { dueAt: Instant }>(item);
  const orderId = orderIn(key);
  return isId(orderIds, orderId) ? { orderId, since: dueAt } : undefined;
}
