import { minor } from "#kernel/money";
import { type Instant, plusSeconds } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import type { Change, Stored } from "#platform/decide-and-save";
import { evolve } from "./evolve.ts";
import { isInFlight, type PaymentOperation } from "./operation.ts";
import { openedBy, withDueOperations } from "./operation-decisions.ts";
import { allOperations, newPayment, type Payment } from "./payment.ts";
import type { PaymentDecision, PaymentEvent } from "./payment-event.ts";
import type { PaymentStore } from "./payment-store.ts";
import type { PaymentTerms } from "./payment-terms.ts";

export const orderId = "ord_01h2xcejqtf2nbrexx3vqjhp41" as OrderId;
export const noon = "2026-01-10T12:00:00.000Z" as Instant;

/** 100.00 on a card, to be captured as goods leave. */
export const termsWith = (more: Partial<PaymentTerms> = {}): PaymentTerms => ({
  total: minor(10_000),
  currency: "XTS",
  method: "card",
  provider: "bank",
  captureMode: "deferred",
  dueAt: plusSeconds(noon, 900),
  ...more,
});

/** What a decision makes of a payment, with the operations that it opens. @throws Error when it was rejected */
export function after(
  payment: Payment,
  decision: PaymentDecision,
  at = noon,
): {
  readonly payment: Payment;
  readonly events: readonly PaymentEvent[];
  readonly opened: readonly PaymentOperation[];
} {
  const whole = withDueOperations(payment, decision, at);
  if (whole.outcome === "rejected") throw new Error(whole.rejection.code);
  const changed = { ...whole.events.reduce(evolve, payment), version: payment.version + 1 };
  return { payment: changed, events: whole.events, opened: openedBy(whole.events) };
}

/** A payment as it is read from its table. */
export const stored = (state: Payment, ...seen: readonly string[]): Stored<Payment> => ({
  state,
  seen: new Set(seen),
  beside: undefined,
});

/** One order's payment in memory, as the port wants it. `onSave` may do what others do meanwhile. */
export function memoryPayments(
  onSave: () => void = () => {},
): PaymentStore & { readonly saved: Change<Payment, PaymentEvent>[] } {
  let now = stored(newPayment(orderId));
  const saved: Change<Payment, PaymentEvent>[] = [];
  return {
    saved,
    find: async () => now,
    at: () => ({
      load: async () => now,
      async save(change) {
        onSave();
        if (change.before.state.version !== now.state.version) return "changed-meanwhile";
        now = change.after;
        saved.push(change);
        return "saved";
      },
    }),
    findDue: async (at) =>
      allOperations(now.state)
        .filter(isInFlight)
        .filter(({ askAt }) => askAt <= at)
        .map(({ askAt }) => ({ orderId, since: askAt })),
  };
}
