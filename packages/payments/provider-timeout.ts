import { errorFields, log } from "#platform/log";
import type { PaymentProvider } from "./provider.ts";

/** How long a provider may take to answer one call. Half a consumer's time would pass with two slow calls. */
const patienceMilliseconds = 1_500;

/**
 * A provider that answers in time. Silence, a broken connection and an answer nobody can read are one thing to us: the
 * operation may have been carried out, so the outcome is `unknown`.
 */
export function withTimeout(provider: PaymentProvider, milliseconds = patienceMilliseconds): PaymentProvider {
  const within = <Answer>(call: Promise<Answer>): Promise<Answer | { readonly outcome: "unknown" }> => {
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<{ readonly outcome: "unknown" }>((resolve) => {
      timer = setTimeout(() => resolve({ outcome: "unknown" }), milliseconds);
    });
    const answer = call.catch((error: unknown) => {
      log.warn("a call of the payment provider failed", errorFields(error));
      return { outcome: "unknown" } as const;
    });
    return Promise.race([answer, silence]).finally(() => clearTimeout(timer));
  };
  return {
    authorise: (request) => within(provider.authorise(request)),
    reauthorise: (request) => within(provider.reauthorise(request)),
    capture: (request) => within(provider.capture(request)),
    void: (request) => within(provider.void(request)),
    refund: (request) => within(provider.refund(request)),
    inquire: (key) => within(provider.inquire(key)),
  };
}
