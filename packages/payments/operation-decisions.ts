import type { ShipmentId } from "#fulfillment/contracts/ids";
import { accept, reject } from "#kernel/decision";
import { add, least, type Minor, subtract, sum, zero } from "#kernel/money";
import { type Instant, plusSeconds } from "#kernel/time";
import { evolve } from "./evolve.ts";
import { afterAnswer, isInFlight, openOperation, type PaymentOperation, type PlannedOperation } from "./operation.ts";
import { type OperationKey, refundOfClosed } from "./operation-key.ts";
import { operationsOf, type Payment, sumsOf } from "./payment.ts";
import type { PaymentDecision, PaymentEvent } from "./payment-event.ts";
import type { CaptureMode, PaymentTerms } from "./payment-terms.ts";
import type { ProviderAnswer } from "./provider.ts";

/**
 * A decision, with the operations that have to be carried out now as further events: opening them is part of the change
 * that makes them due, so they are written down before the provider is called.
 * @param payment what was decided on
 */
export function withDueOperations(payment: Payment, decision: PaymentDecision, at: Instant): PaymentDecision {
  if (decision.outcome === "rejected") return decision;
  const changed = decision.events.reduce(evolve, payment);
  const opened = dueOperations(changed, at).map(
    (planned): PaymentEvent => ({ type: "operation-opened", operation: openOperation(planned, at) }),
  );
  return accept(...decision.events, ...opened);
}

/** The operations that events opened: whoever made them carries them out. */
export const openedBy = (events: readonly PaymentEvent[]): readonly PaymentOperation[] =>
  events.flatMap((event) => (event.type === "operation-opened" ? [event.operation] : []));

/**
 * The provider answered, sent a webhook or was polled. What is final stays; a repeat changes nothing. Rejected are answers
 * to an operation that was never opened, and an end that is the opposite of the one that was recorded.
 */
export function recordAnswer(
  payment: Payment,
  key: OperationKey,
  answer: ProviderAnswer,
  at: Instant,
): PaymentDecision {
  const operation = payment.operations[key];
  if (!operation) return reject({ code: "operation-unknown", key });
  if (isInFlight(operation))
    return accept({ type: "operation-answered", operation: afterAnswer(operation, answer, at) });
  const contradicts = isFinal(answer) && answer.outcome !== operation.state;
  return contradicts ? reject({ code: "answer-contradicts", key, state: operation.state }) : accept();
}
const isFinal = ({ outcome }: ProviderAnswer): boolean => outcome === "succeeded" || outcome === "failed";

/** How many operations one change opens at most; the next ones follow when these are answered. */
const openedAtOnce = 20;

/**
 * What is to be carried out at the provider now. It follows from what the order wants and the operations so far,
 * never from the order in which events arrived: money that was asked for is waited for, and only then kept or undone.
 */
export function dueOperations(payment: Payment, now: Instant): readonly PlannedOperation[] {
  const { terms, closed, operations } = payment;
  if (!terms) return [];
  if (!operations.authorise) return closed ? [] : [{ key: "authorise", amount: terms.total }];
  if (operations.authorise.state !== "succeeded") return [];
  return afterAuthorisation[terms.captureMode](payment, terms, now).slice(0, openedAtOnce);
}

/** What each capture mode asks of the provider once the authorisation succeeded. */
type NextOperations = (payment: Payment, terms: PaymentTerms, now: Instant) => readonly PlannedOperation[];
const afterAuthorisation: Readonly<Record<CaptureMode, NextOperations>> = {
  deferred: captureOrRelease,
  immediate: refundWhatIsNotOwed,
};

/** Captured already: what is no longer owed goes back, in the parts in which it was cancelled. */
function refundWhatIsNotOwed(payment: Payment): PlannedOperation[] {
  const { unrefunded } = sumsOf(payment);
  const parts = Object.entries(payment.cancelled).map(
    ([cause, amount]) => ({ key: `refund:${cause}`, amount }) as const satisfies PlannedOperation,
  );
  const planned = shares(payment, parts, unrefunded);
  const left = subtract(unrefunded, total(planned));
  return payment.closed ? [...planned, ...shares(payment, [{ key: refundOfClosed, amount: left }], left)] : planned;
}

/** Authorised only: shipments capture their part; what none will capture is given back; what is still needed is asked for
 *  again before it ends. */
function captureOrRelease(payment: Payment, terms: PaymentTerms, now: Instant): PlannedOperation[] {
  if (payment.operations.void) return [];
  const { uncaptured } = sumsOf(payment);
  const parts = Object.entries(payment.dispatched).map(
    ([shipmentId, amount]) =>
      ({ key: `capture:${shipmentId as ShipmentId}`, amount }) as const satisfies PlannedOperation,
  );
  const captures = shares(payment, parts, uncaptured);
  if (captures.length > 0) return captures;
  if (operationsOf(payment, "capture", "reauthorise").some(isInFlight)) return [];
  if (isOver(payment, terms)) return givesBack(payment, uncaptured) ? [{ key: "void", amount: uncaptured }] : [];
  const due = reauthorisationDue(payment);
  return due !== undefined && due <= now ? [{ key: nextReauthorisation(payment), amount: uncaptured }] : [];
}

/** Whether every part of the total was either sent or cancelled. A shipment's `final` would not do: it may arrive
 *  before an earlier shipment does. */
const isOver = ({ closed, cancelled, dispatched }: Payment, { total }: PaymentTerms): boolean =>
  closed !== undefined || add(sum(Object.values(cancelled)), sum(Object.values(dispatched))) >= total;

/** After a capture failed a person decides: giving the authorisation back would make its money unreachable. */
const givesBack = (payment: Payment, uncaptured: Minor): boolean =>
  uncaptured > 0 && !operationsOf(payment, "capture").some(({ state }) => state === "failed");

/** When the authorisation is to be asked for again; `undefined` when nothing of it is needed any more, or it cannot be. */
export function reauthorisationDue(payment: Payment): Instant | undefined {
  const { terms, operations } = payment;
  if (!terms?.reauthorisation || operations.void || isOver(payment, terms) || sumsOf(payment).uncaptured === 0)
    return undefined;
  const granted = operationsOf(payment, "authorise", "reauthorise");
  if (granted.some(({ state }) => state !== "succeeded")) return undefined;
  const latest = granted.map(endOf).sort().at(-1);
  return latest && plusSeconds(latest, terms.reauthorisation.validSeconds - terms.reauthorisation.beforeSeconds);
}
const endOf = (operation: PaymentOperation): Instant =>
  operation.state === "succeeded" ? operation.endedAt : operation.openedAt;
const nextReauthorisation = (payment: Payment): OperationKey =>
  `reauthorise:${operationsOf(payment, "reauthorise").length + 1}`;

/** The parts that have no operation yet, together at most `available`; empty parts need no operation. */
function shares(payment: Payment, parts: readonly PlannedOperation[], available: Minor): PlannedOperation[] {
  const planned: PlannedOperation[] = [];
  let left = available;
  for (const { key, amount } of parts) {
    const share = least(amount, left);
    if (payment.operations[key] || share === zero) continue;
    planned.push({ key, amount: share });
    left = subtract(left, share);
  }
  return planned;
}
const total = (parts: readonly PlannedOperation[]): Minor => sum(parts.map(({ amount }) => amount));
