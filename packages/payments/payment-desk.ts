import type { Decision, Rejected } from "#kernel/decision";
import { idAs } from "#kernel/ids";
import type { Instant } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import { attemptsUnderContention, ContentionError, pause } from "#platform/contention";
import { log } from "#platform/log";
import { count } from "#platform/metrics";
import { announcements } from "./announcements.ts";
import { type Attempt, type AttemptKey, isUnsettled, kindOf } from "./attempt.ts";
import { paymentIds } from "./contracts/ids.ts";
import { learn, type PaymentDecision, type PaymentRejection, take } from "./decisions.ts";
import type { PaymentFact } from "./facts.ts";
import { allAttempts, type Payment } from "./payment.ts";
import type { Due, PaymentStore } from "./payment-store.ts";
import { type PaymentProvider, type ProviderAnswer, providerKey } from "./provider.ts";
import { stuckBy } from "./stuck.ts";
import { wantedAttempts } from "./wanted.ts";

/** What is to be decided about a payment, and the event that asks for it. */
export type Command = {
  readonly orderId: OrderId;
  readonly cause?: string;
  readonly decide: (payment: Payment) => PaymentDecision;
};

/** Where payments are changed: decide, write, and only then call the provider with what was written. */
export type PaymentDesk = {
  /** Carries a command out, with all that follows from it.
   *  @returns the rejection, if there was one; the payment is then as before */
  handle(command: Command, now: Instant): Promise<PaymentRejection | undefined>;
  /** Asks for attempts whose end is not known, or renews a promise. @returns whether there was anything to do */
  wake(due: Due, now: Instant): Promise<boolean>;
};

export type PaymentPorts = { readonly store: PaymentStore; readonly provider: PaymentProvider };

export function paymentDesk({ store, provider }: PaymentPorts): PaymentDesk {
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
    for (const attempt of result.opened) payment = await carryOut(payment ?? result.payment, attempt, now);
    return { payment, rejection: undefined };
  }

  async function carryOut(payment: Payment, attempt: Attempt, now: Instant): Promise<Payment | undefined> {
    const answer = await send(provider, payment, attempt);
    return (await run(answerTo(payment.orderId, attempt.key, answer, now), now, payment)).payment;
  }

  async function wake({ orderId }: Due, now: Instant): Promise<boolean> {
    const payment = await store.find(orderId);
    const waiting = allAttempts(payment)
      .filter(isUnsettled)
      .filter(({ askAt }) => askAt <= now);
    for (const attempt of waiting) await ask(payment, attempt, now);
    if (waiting.length > 0) return true;
    const renews = wantedAttempts(payment, now).length > 0;
    if (renews) await handle({ orderId, decide: () => ({ outcome: "accepted", events: [] }) }, now);
    return renews;
  }

  async function ask(payment: Payment, attempt: Attempt, now: Instant): Promise<void> {
    const { orderId } = payment;
    const answer = await provider.inquire(providerKey(orderId, attempt.key));
    // the same key again: should the first call still be on its way, the provider answers both alike
    if (answer.outcome === "never-received") await carryOut(payment, attempt, now);
    else await handle(answerTo(orderId, attempt.key, answer, now), now);
  }

  return { handle, wake };
}

const answerTo = (orderId: OrderId, key: AttemptKey, answer: ProviderAnswer, now: Instant): Command => ({
  orderId,
  decide: (payment) => learn(payment, key, answer, now),
});

type Ran = { readonly payment: Payment | undefined; readonly rejection: PaymentRejection | undefined };
type Changed = { readonly outcome: "changed"; readonly payment: Payment; readonly opened: readonly Attempt[] };

/** Decides on the payment as it is, or is known, and writes the outcome; decides again when somebody else was quicker. */
async function change(
  store: PaymentStore,
  { orderId, cause, decide }: Command,
  now: Instant,
  known: Payment | undefined,
): Promise<Changed | Rejected<PaymentRejection>> {
  for (let attempt = 1; attempt <= attemptsUnderContention; attempt++) {
    const before = attempt === 1 && known ? known : await store.find(orderId);
    const decision: Decision<PaymentFact, PaymentRejection> = decide(before);
    if (decision.outcome === "rejected") return decision;
    const { after, opened } = take(before, decision.events, now);
    if (decision.events.length === 0 && opened.length === 0) return { outcome: "changed", payment: before, opened };
    const saved = await store.save({ before, after, announcements: announcements(before, after), at: now, cause });
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

function send(provider: PaymentProvider, { orderId, terms }: Payment, attempt: Attempt): Promise<ProviderAnswer> {
  if (!terms) throw new Error("an attempt without terms cannot be"); // `wantedAttempts` opens none
  const request = {
    key: providerKey(orderId, attempt.key),
    payment: idAs(paymentIds, orderId),
    amount: attempt.amount,
    currency: terms.currency,
  };
  switch (kindOf(attempt.key)) {
    case "authorise": {
      const { method, settlement, installments, token, dueAt: payBy } = terms;
      return provider.authorise({
        ...request,
        method,
        settlement,
        payBy,
        ...(installments === undefined ? {} : { installments }),
        ...(token === undefined ? {} : { token }),
      });
    }
    case "renew":
      return provider.renew(request);
    case "capture":
      return provider.capture(request);
    case "void":
      return provider.void(request);
    case "refund":
      return provider.refund(request);
  }
}
