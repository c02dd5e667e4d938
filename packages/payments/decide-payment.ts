import type { Instant } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import { decideAndSave, type Stored, settled } from "#platform/decide-and-save";
import { log } from "#platform/log";
import { count } from "#platform/metrics";
import type { Payment } from "./payment.ts";
import { type PaymentDecision, withDueOperations } from "./payment-decisions.ts";
import { paymentEntity } from "./payment-entity.ts";
import type { PaymentStore } from "./payment-store.ts";
import { stuckBy } from "./stuck.ts";

/** What is to be decided about an order's payment, why and when. */
export type PaymentCommand = {
  readonly orderId: OrderId;
  readonly decide: (payment: Payment) => PaymentDecision;
  readonly at: Instant;
  /** The id of the event that asks for it. */
  readonly cause?: string;
  /** The payment as it was a moment ago: if nothing happened to it since, it need not be read. */
  readonly known?: Stored<Payment>;
};

/**
 * Decides about a payment and writes the outcome, with the operations that follow from it. They are open then: whoever
 * calls this carries them out. What needs a person rings an alarm, and is found in the log.
 * @throws ContentionError when others kept coming between
 */
export async function decidePayment(payments: PaymentStore, { orderId, decide, ...command }: PaymentCommand) {
  const { at } = command;
  const changed = settled(
    await decideAndSave(paymentEntity, payments.at(orderId), {
      ...command,
      decide: (payment) => withDueOperations(payment, decide(payment), at),
    }),
  );
  if (changed.outcome === "rejected")
    callSomebody("what the payment provider says cannot be", { orderId, ...changed.rejection });
  if (changed.outcome === "changed")
    for (const stuck of stuckBy(changed.stored.state, changed.events, at))
      callSomebody("a payment is stuck", { orderId, ...stuck });
  return changed;
}

function callSomebody(message: string, about: Readonly<Record<string, unknown>>): void {
  count("PaymentsStuck");
  log.error(message, about);
}
