import type { Instant } from "#kernel/time";
import type { Stored } from "#platform/decide-and-save";
import { decidePayment } from "./decide-payment.ts";
import type { PaymentOperation } from "./operation.ts";
import type { Payment } from "./payment.ts";
import { recordAnswer } from "./payment-decisions.ts";
import { openedBy } from "./payment-event.ts";
import type { PaymentPorts } from "./payment-ports.ts";
import { sendOperation } from "./send-operation.ts";

/**
 * Sends operations to the provider, one after another, and writes down what it answers; what follows from an answer
 * comes behind them. Should this process die, each is found by the clock: it was written before it was sent.
 * @param stored the payment that has these operations
 * @throws ContentionError when others kept coming between
 */
export async function carryOutOperations(
  { payments, provider }: PaymentPorts,
  stored: Stored<Payment>,
  operations: readonly PaymentOperation[],
  at: Instant,
): Promise<void> {
  const { orderId } = stored.state;
  const waiting = [...operations];
  let known = stored;
  for (let operation = waiting.shift(); operation; operation = waiting.shift()) {
    const { key } = operation;
    const answer = await sendOperation(provider, known.state, operation);
    const decide = (payment: Payment) => recordAnswer(payment, key, answer, at);
    const changed = await decidePayment(payments, { orderId, decide, at, known });
    if (changed.outcome !== "rejected") known = changed.stored;
    if (changed.outcome === "changed") waiting.push(...openedBy(changed.events));
  }
}
