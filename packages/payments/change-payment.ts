import { carryOutOperations } from "./carry-out-operations.ts";
import { decidePayment, type PaymentCommand } from "./decide-payment.ts";
import type { PaymentRejection } from "./payment-decisions.ts";
import { openedBy } from "./payment-event.ts";
import type { PaymentPorts } from "./payment-ports.ts";

/**
 * Changes a payment and moves the money that is to be moved now: decides, writes, and only then calls the provider with
 * what was written.
 * @returns the rejection, if there was one; the payment is then as before
 * @throws ContentionError when others kept coming between
 */
export async function changePayment(
  ports: PaymentPorts,
  command: PaymentCommand,
): Promise<PaymentRejection | undefined> {
  const changed = await decidePayment(ports.payments, command);
  if (changed.outcome === "rejected") return changed.rejection;
  if (changed.outcome === "changed")
    await carryOutOperations(ports, changed.stored, openedBy(changed.events), command.at);
  return undefined;
}
