import type { ShipmentId } from "#fulfillment/contracts/ids";
import { add, least, type Minor, subtract, sum, zero } from "#kernel/money";
import { type Instant, plusSeconds } from "#kernel/time";
import { type Attempt, type AttemptKey, isUnsettled, type Wanted } from "./attempt.ts";
import { attemptsOf, type Payment, type PaymentTerms, sumsOf } from "./payment.ts";

/** How many attempts one change opens at most; the next ones follow when these are answered. */
const openedAtOnce = 20;

/**
 * What is to be carried out at the provider now. It follows from what the order wants and what was attempted, never
 * from the order in which things were heard: money that was asked for is waited for, and only then kept or undone.
 */
export function wantedAttempts(payment: Payment, now: Instant): readonly Wanted[] {
  const { terms, closed, attempts } = payment;
  if (!terms) return [];
  if (!attempts.authorise) return closed ? [] : [{ key: "authorise", amount: terms.total }];
  if (attempts.authorise.state !== "succeeded") return [];
  const wanted = terms.settlement === "immediate" ? refunds(payment) : movements(payment, terms, now);
  return wanted.slice(0, openedAtOnce);
}

/** Settled at once: what is no longer owed goes back, in the parts in which it was cancelled. */
function refunds(payment: Payment): Wanted[] {
  const { unrefunded } = sumsOf(payment);
  const parts = Object.entries(payment.cancelled).map(
    ([cause, amount]) => ({ key: `refund:${cause}`, amount }) as const satisfies Wanted,
  );
  const wanted = shares(payment, parts, unrefunded);
  const left = subtract(unrefunded, total(wanted));
  return payment.closed ? [...wanted, ...shares(payment, [{ key: "refund:closed", amount: left }], left)] : wanted;
}

/** Promised: shipments take their part; what nobody will take is given back; what is still needed is prolonged. */
function movements(payment: Payment, terms: PaymentTerms, now: Instant): Wanted[] {
  if (payment.attempts.void) return [];
  const { uncaptured } = sumsOf(payment);
  const parts = Object.entries(payment.dispatched).map(
    ([shipmentId, amount]) => ({ key: `capture:${shipmentId as ShipmentId}`, amount }) as const satisfies Wanted,
  );
  const captures = shares(payment, parts, uncaptured);
  if (captures.length > 0) return captures;
  if (attemptsOf(payment, "capture", "renew").some(isUnsettled)) return [];
  if (isOver(payment, terms)) return givesBack(payment, uncaptured) ? [{ key: "void", amount: uncaptured }] : [];
  const due = renewalDue(payment);
  return due !== undefined && due <= now ? [{ key: nextRenewal(payment), amount: uncaptured }] : [];
}

/** Whether every part of the total was either sent or cancelled. `final` of a shipment would not do: it may be heard
 *  before an earlier shipment is. */
const isOver = ({ closed, cancelled, dispatched }: Payment, { total }: PaymentTerms): boolean =>
  closed !== undefined || add(sum(Object.values(cancelled)), sum(Object.values(dispatched))) >= total;

/** After a capture failed a person decides: giving the promise back would make its money unreachable. */
const givesBack = (payment: Payment, uncaptured: Minor): boolean =>
  uncaptured > 0 && !attemptsOf(payment, "capture").some(({ state }) => state === "failed");

/** When the promise is to be prolonged; `undefined` when nothing of it is needed any more, or it cannot be. */
export function renewalDue(payment: Payment): Instant | undefined {
  const { terms, attempts } = payment;
  if (!terms?.renewal || attempts.void || isOver(payment, terms) || sumsOf(payment).uncaptured === 0) return undefined;
  const promises = attemptsOf(payment, "authorise", "renew");
  if (promises.some(({ state }) => state !== "succeeded")) return undefined;
  const latest = promises.map(endOf).sort().at(-1);
  return latest && plusSeconds(latest, terms.renewal.validSeconds - terms.renewal.beforeSeconds);
}
const endOf = (attempt: Attempt): Instant => (attempt.state === "succeeded" ? attempt.endedAt : attempt.openedAt);
const nextRenewal = (payment: Payment): AttemptKey => `renew:${attemptsOf(payment, "renew").length + 1}`;

/** The parts that were not attempted yet, together at most `available`; empty parts need no attempt. */
function shares(payment: Payment, parts: readonly Wanted[], available: Minor): Wanted[] {
  const wanted: Wanted[] = [];
  let left = available;
  for (const { key, amount } of parts) {
    const share = least(amount, left);
    if (payment.attempts[key] || share === zero) continue;
    wanted.push({ key, amount: share });
    left = subtract(left, share);
  }
  return wanted;
}
const total = (parts: readonly Wanted[]): Minor => sum(parts.map(({ amount }) => amount));
