import type { DataOf } from "#kernel/event";
import type { Minor } from "#kernel/money";
import type { Instant } from "#kernel/time";
import type { Market } from "#markets/schema";
import type { PaymentRules } from "#markets/serving";
import type { placedV2 } from "#ordering/contracts/placed.v2";

/** When a method's money is captured. `deferred`: authorised first, captured as goods leave. `immediate`: with the
 *  authorisation itself. */
export type CaptureMode = "deferred" | "immediate";

/** What a capture mode means for sums and events; `next-operations.ts` has what each asks of the provider. */
export type CaptureStrategy = {
  /** Whether an authorisation that succeeded has captured all of its amount: there is nothing left to capture or to give
   *  back, only to refund. */
  readonly authorisationCaptures: boolean;
};
/** One entry a mode: a mode without one does not compile. */
export const captureStrategies: Readonly<Record<CaptureMode, CaptureStrategy>> = {
  deferred: { authorisationCaptures: false },
  immediate: { authorisationCaptures: true },
};

/** What was agreed when the order was placed. It stays, whatever a market's rules become later. */
export type PaymentTerms = {
  /** What the buyer owes in all, in the currency's minor unit. */
  readonly total: Minor;
  /** ISO 4217. */
  readonly currency: string;
  readonly method: string;
  /** The name of the provider that moves the money. */
  readonly provider: string;
  readonly captureMode: CaptureMode;
  readonly installments?: number;
  /** The provider's word for the means of payment; forgotten as soon as it is no longer needed. */
  readonly token?: string;
  /** When the order no longer waits for its money. */
  readonly dueAt: Instant;
  /** How long an authorisation stands and how long before its end it is asked for again, in seconds; absent where it
   *  cannot be. */
  readonly reauthorisation?: { readonly validSeconds: number; readonly beforeSeconds: number };
};

/**
 * What a placed order agreed on, with the market's rules for its method at that time.
 * @param provider the name of the one that is asked
 * @param token what it gave the client for the means of payment; no event carries it
 * @throws Error when the market does not offer the method, which checkout had to refuse, or when there are several
 */
export function termsOf(
  market: Pick<Market, "payments">,
  placed: DataOf<typeof placedV2>,
  { provider, token }: { readonly provider: string; readonly token: string | undefined },
): PaymentTerms {
  const [tender, ...others] = placed.tenders;
  if (!tender || others.length > 0) throw new Error("an order is paid by one means");
  const { method, installments } = tender;
  const rules = market.payments.methods.find((one) => one.method === method);
  if (!rules) throw new Error("the market does not offer the order's payment method");
  const reauthorisation = reauthorisationOf(rules);
  return {
    total: placed.total,
    currency: placed.currency,
    method,
    provider,
    captureMode: rules.captureMode,
    dueAt: placed.dueAt,
    ...(installments === undefined ? {} : { installments }),
    ...(token === undefined ? {} : { token }),
    ...(reauthorisation ? { reauthorisation } : {}),
  };
}

const reauthorisationOf = (rules: PaymentRules): PaymentTerms["reauthorisation"] =>
  "authorisationSeconds" in rules && rules.reauthoriseBeforeSeconds !== null
    ? { validSeconds: rules.authorisationSeconds, beforeSeconds: rules.reauthoriseBeforeSeconds }
    : undefined;
