import type { Instant } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import { carryOutOperations, changePayment, type PaymentPorts } from "./change-payment.ts";
import { isInFlight } from "./operation.ts";
import { dueOperations, recordAnswer } from "./operation-decisions.ts";
import { allOperations } from "./payment.ts";
import { nothingNew } from "./payment-decisions.ts";
import { providerKey } from "./provider.ts";

/**
 * Asks the provider for the end of every operation of a payment that is due to be known, or asks anew for an
 * authorisation that ends soon.
 * @returns whether there was anything to do
 * @throws ContentionError when others kept coming between
 */
export async function pollPayment(ports: PaymentPorts, orderId: OrderId, at: Instant): Promise<boolean> {
  const stored = await ports.payments.find(orderId);
  const waiting = allOperations(stored.state)
    .filter(isInFlight)
    .filter(({ askAt }) => askAt <= at);
  for (const operation of waiting) {
    const answer = await ports.provider.inquire(providerKey(orderId, operation.key));
    // the same key again: should the first call still be on its way, the provider answers both alike
    if (answer.outcome === "never-received") await carryOutOperations(ports, stored, [operation], at);
    else
      await changePayment(ports, {
        orderId,
        decide: (payment) => recordAnswer(payment, operation.key, answer, at),
        at,
      });
  }
  if (waiting.length > 0) return true;
  const isDue = dueOperations(stored.state, at).length > 0;
  if (isDue) await changePayment(ports, { orderId, decide: nothingNew, at });
  return isDue;
}
