import type { Instant } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import { decideAndSave, type Entity, type Stored, settled } from "#platform/decide-and-save";
import { log } from "#platform/log";
import { count } from "#platform/metrics";
import { sendOperation } from "./call-provider.ts";
import { evolve } from "./evolve.ts";
import { integrationEvents } from "./integration-events.ts";
import type { PaymentOperation } from "./operation.ts";
import { openedBy, recordAnswer, withDueOperations } from "./operation-decisions.ts";
import type { Payment } from "./payment.ts";
import type { PaymentDecision, PaymentEvent, PaymentRejection } from "./payment-event.ts";
import type { PaymentStore } from "./payment-store.ts";
import type { PaymentProvider } from "./provider.ts";
import { stuckBy } from "./stuck.ts";

/** What payments need: where they lie, and the company that moves the money. */
export type PaymentPorts = { readonly payments: PaymentStore; readonly provider: PaymentProvider };

/** Payments, as `decideAndSave` changes them: what an event makes of one, and what the market learns of it. */
export const paymentEntity: Entity<Payment, PaymentEvent> = { name: "payment", evolve, integrationEvents };

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
 * Changes a payment and moves the money that is to be moved now: writes down what was decided and every operation that
 * follows from it, and only then calls the provider with them.
 * @returns the rejection, if there was one; the payment is then as before
 * @throws ContentionError when others kept coming between
 */
export async function changePayment(
  ports: PaymentPorts,
  command: PaymentCommand,
): Promise<PaymentRejection | undefined> {
  const written = await writeDown(ports.payments, command);
  if (written.outcome === "rejected") return written.rejection;
  if (written.outcome === "changed")
    await carryOutOperations(ports, written.stored, openedBy(written.events), command.at);
  return undefined;
}

/**
 * Writes down what was decided about a payment, with the operations that follow from it. They are open then: whoever
 * calls this carries them out. What needs a person rings an alarm, and is found in the log.
 * @throws ContentionError when others kept coming between
 */
export async function writeDown(payments: PaymentStore, { orderId, decide, ...command }: PaymentCommand) {
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

/**
 * Sends operations to the provider, one after another, and writes down what it answers: of that second write the market
 * learns `authorised`, `captured` or `declined`. An answer that is `pending`, or `unknown` because none came in 1.5 s,
 * leaves its operation open: a webhook or the poll ends it. What follows from an answer comes behind the others. Should this process die, each is found by the clock: it was written before it was sent.
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
    // under the key that the operation has for ever, so that asking again moves nothing twice
    const answer = await sendOperation(provider, known.state, operation);
    const decide = (payment: Payment) => recordAnswer(payment, key, answer, at);
    const recorded = await writeDown(payments, { orderId, decide, at, known });
    if (recorded.outcome !== "rejected") known = recorded.stored;
    if (recorded.outcome === "changed") waiting.push(...openedBy(recorded.events));
  }
}
