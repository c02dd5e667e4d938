import type { Minor } from "#kernel/money";
import type { Instant } from "#kernel/time";

/** When a method's money is captured. `deferred`: authorised first, captured as goods leave. `immediate`: with the
 *  authorisation itself. */
export type CaptureMode = "deferred" | "immediate";

/** What a capture mode means for sums and events; `operation-decisions.ts` has what each asks of the provider. */
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
