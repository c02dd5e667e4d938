import type { Decision, Rejected } from "#kernel/decision";
import { idAs } from "#kernel/ids";
import type { Instant } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import { attemptsUnderContention, ContentionError, pause } from "#platform/contention";
import { log } from "#platform/log";
import { count } from "#platform/metrics";
import { paymentIds } from "./contracts/ids.ts";
import { integrationEvents } from "./integration-events.ts";
import { dueOperations } from "./next-operations.ts";
import { isInFlight, type PaymentOperation } from "./operation.ts";
import { kindOf, type OperationKey } from "./operation-key.ts";
import { allOperations, type Payment } from "./payment.ts";
import { type PaymentDecision, type PaymentRejection, recordAnswer, take } from "./payment-decisions.ts";
import type { PaymentEvent } from "./payment-event.ts";
import type { Due, PaymentStore } from "./payment-store.ts";
import { type PaymentProvider, type ProviderAnswer, providerKey } from "./provider.ts";
import { stuckBy } from "./stuck.ts";

/** What is to be decided about a payment, and the event that asks for it. */
export type Command = {
  readonly orderId: OrderId;
  readonly cause?: string;
  readonly decide: (payment: Payment) => PaymentDecision;
};

/** Where payments are changed: decide, write, and only then call the provider with what was written. */
export type PaymentService = {
  /** Carries a command out, with all that follows from it.
   *  @returns the rejection, if there was one; the payment is then as before */
  handle(command: Command, now: Instant): Promise<PaymentRejection | undefined>;
  /** Asks for operations whose end is not known, or asks anew for an authorisation. @returns whether there was anything to do */
  poll(due: Due, now: Instant): Promise<boolean>;
};

export type PaymentPorts = { readonly store: PaymentStore; readonly provider: PaymentProvider };

export function paymentService({ store, provider }: PaymentPorts): PaymentService {
  async function handle(command: Command, now: Instant): Promise<PaymentRejection | undefined> {
    return (await run(command, now)).rejection;
  }

  /** @param known the payment as it was a moment ago: if nothing happened to it since, it need not be read */
  async function run(command: Command, now: Instant, known?: Payment): Promise<Ran> {
    const result = await change(store, command, now, known);
    if (result.outcome === "rejected") {
      callSomebody("what the payment provider says cannot be", { orderId: command.orderId, ...result.rejection });
      return { payment: known, rejection: result.rejection };
    }
    let payment: Payment | undefined = result.payment;
    for (const operation of result.opened) payment = await carryOut(payment ?? result.payment, operation, now);
    return { payment, rejection: undefined };
  }

  async function carryOut(payment: Payment, operation: PaymentOperation, now: Instant): Promise<Payment | undefined> {
    const answer = await send(provider, payment, operation);
    return (await run(answerTo(payment.orderId, operation.key, answer, now), now, payment)).payment;
  }

  async function poll({ orderId }: Due, now: Instant): Promise<boolean> {
    const payment = await store.find(orderId);
    const waiting = allOperations(payment)
      .filter(isInFlight)
      .filter(({ askAt }) => askAt <= now);
    for (const operation of waiting) await ask(payment, operation, now);
    if (waiting.length > 0) return true;
    const renews = dueOperations(payment, now).length > 0;
    if (renews) await handle({ orderId, decide: () => ({ outcome: "accepted", events: [] }) }, now);
    return renews;
  }

  async function ask(payment: Payment, operation: PaymentOperation, now: Instant): Promise<void> {
    const { orderId } = payment;
    const answer = await provider.inquire(providerKey(orderId, operation.key));
    // the same key again: should the first call still be on its way, the provider answers both alike
    if (answer.outcome === "never-received") await carryOut(payment, operation, now);
    else await handle(answerTo(orderId, operation.key, answer, now), now);
  }

  return { handle, poll };
}

const answerTo = (orderId: OrderId, key: OperationKey, answer: ProviderAnswer, now: Instant): Command => ({
  orderId,
  decide: (payment) => recordAnswer(payment, key, answer, now),
});

type Ran = { readonly payment: Payment | undefined; readonly rejection: PaymentRejection | undefined };
type Changed = { readonly outcome: "changed"; readonly payment: Payment; readonly opened: readonly PaymentOperation[] };

/** Decides on the payment as it is, or is known, and writes the outcome; decides again when somebody else was quicker. */
async function change(
  store: PaymentStore,
  { orderId, cause, decide }: Command,
  now: Instant,
  known: Payment | undefined,
): Promise<Changed | Rejected<PaymentRejection>> {
  for (let attempt = 1; attempt <= attemptsUnderContention; attempt++) {
    const before = attempt === 1 && known ? known : await store.find(orderId);
    const decision: Decision<PaymentEvent, PaymentRejection> = decide(before);
    if (decision.outcome === "rejected") return decision;
    const { after, opened } = take(before, decision.events, now);
    if (decision.events.length === 0 && opened.length === 0) return { outcome: "changed", payment: before, opened };
    const saved = await store.save({
      before,
      after,
      integrationEvents: integrationEvents(before, after),
      at: now,
      cause,
    });
    if (saved === "saved") {
      for (const stuck of stuckBy(before, after, now)) callSomebody("a payment is stuck", { orderId, ...stuck });
      return { outcome: "changed", payment: after, opened };
    }
    if (saved === "already-done") return { outcome: "changed", payment: before, opened: [] };
    await pause(attempt);
  }
  throw new ContentionError("the same payment is changed too often");
}

/** What needs a person rings an alarm, and is found in the log. */
function callSomebody(message: string, about: Readonly<Record<string, unknown>>): void {
  count("PaymentsStuck");
  log.error(message, about);
}

function send(
  provider: PaymentProvider,
  { orderId, terms }: Payment,
  operation: PaymentOperation,
): Promise<ProviderAnswer> {
  if (!terms) throw new Error("an operation without terms cannot be"); // `dueOperations` opens none
  const request = {
    key: providerKey(orderId, operation.key),
    payment: idAs(paymentIds, orderId),
    amount: operation.amount,
    currency: terms.currency,
  };
  switch (kindOf(operation.key)) {
    case "authorise": {
      const { method, captureMode, installments, token, dueAt: payBy } = terms;
      return provider.authorise({
        ...request,
        method,
        captureMode,
        payBy,
        ...(installments === undefined ? {} : { installments }),
        ...(token === undefined ? {} : { token }),
      });
    }
    case "reauthorise":
      return provider.reauthorise(request);
    case "capture":
      return provider.capture(request);
    case "void":
      return provider.void(request);
    case "refund":
      return provider.refund(request);
  }
}
