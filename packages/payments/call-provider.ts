import { idAs } from "#kernel/ids";
import { errorFields, log } from "#platform/log";
import { paymentIds } from "./contracts/ids.ts";
import type { PaymentOperation } from "./operation.ts";
import { kindOf } from "./operation-key.ts";
import type { Payment } from "./payment.ts";
import { type PaymentProvider, type ProviderAnswer, providerKey } from "./provider.ts";

/**
 * Calls the provider with an operation, under the key that it has for ever. Nothing needs nobody's consent: an order that
 * costs nothing is agreed to without asking.
 * @throws Error for an operation of a payment without terms: `dueOperations` opens none
 */
export async function sendOperation(
  provider: PaymentProvider,
  { orderId, terms }: Payment,
  { key, amount }: PaymentOperation,
): Promise<ProviderAnswer> {
  if (!terms) throw new Error("an operation without terms cannot be");
  if (amount === 0) return { outcome: "succeeded" };
  const { currency } = terms;
  const request = { key: providerKey(orderId, key), payment: idAs(paymentIds, orderId), amount, currency };
  switch (kindOf(key)) {
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

/** How long a provider may take to answer one call. Half a consumer's time would pass with two slow calls. */
const patienceMilliseconds = 1_500;
const unknown = { outcome: "unknown" } as const;

/**
 * A provider that answers in time. Silence, a broken connection and an answer nobody can read are one thing to us: the
 * operation may have been carried out, so the outcome is `unknown`. A call that is given up is cancelled, too.
 */
export function withTimeout(provider: PaymentProvider, milliseconds = patienceMilliseconds): PaymentProvider {
  const within = <Answer>(call: (until: AbortSignal) => Promise<Answer>): Promise<Answer | typeof unknown> => {
    // a timer that keeps the process alive, as `AbortSignal.timeout` does not: nothing else may be under way
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), milliseconds);
    const silence = new Promise<typeof unknown>((resolve) => {
      patience.signal.addEventListener("abort", () => resolve(unknown), { once: true });
    });
    const answer = call(patience.signal).catch((error: unknown) => {
      if (!patience.signal.aborted) log.warn("a call of the payment provider failed", errorFields(error));
      return unknown;
    });
    return Promise.race([answer, silence]).finally(() => clearTimeout(timer));
  };
  return {
    name: provider.name,
    authorise: (request) => within((until) => provider.authorise(request, until)),
    reauthorise: (request) => within((until) => provider.reauthorise(request, until)),
    capture: (request) => within((until) => provider.capture(request, until)),
    void: (request) => within((until) => provider.void(request, until)),
    refund: (request) => within((until) => provider.refund(request, until)),
    inquire: (key) => within((until) => provider.inquire(key, until)),
  };
}
