import type { ShipmentId } from "#fulfillment/contracts/ids";
import { add, least, type Minor, subtract, sum, zero } from "#kernel/money";
import { type Instant, plusSeconds } from "#kernel/time";
import { isInFlight, type PaymentOperation, type PlannedOperation } from "./operation.ts";
import { type OperationKey, refundOfClosed } from "./operation-key.ts";
import { operationsOf, type Payment, sumsOf } from "./payment.ts";
import type { CaptureMode, PaymentTerms } from "./payment-terms.ts";

type NextOperations = (payment: Payment, terms: PaymentTerms, now: Instant) => readonly PlannedOperation[];
/** What each capture mode asks of the provider once the authorisation succeeded: amounts in the minor unit of the terms. */
export const afterAuthorisation: Readonly<Record<CaptureMode, NextOperations>> = {
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
