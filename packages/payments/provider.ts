import { idAs, isId } from "#kernel/ids";
import type { Minor } from "#kernel/money";
import type { Instant } from "#kernel/time";
import { type OrderId, orderIds } from "#ordering/contracts/ids";
import { type PaymentId, paymentIds } from "./contracts/ids.ts";
import type { OperationKey } from "./operation-key.ts";
import type { CaptureMode } from "./payment-terms.ts";

/** What an operation is called at the provider. The same key names the same operation for ever, however often it is sent. */
export type ProviderKey = `${PaymentId}:${string}`;

/** An operation's name at the provider. */
export const providerKey = (orderId: OrderId, key: OperationKey): ProviderKey => `${idAs(paymentIds, orderId)}:${key}`;

/** What a provider's name for an operation says. @returns `undefined` when the text is no key that `providerKey` makes */
export function readProviderKey(text: string): { readonly orderId: OrderId; readonly key: OperationKey } | undefined {
  const colon = text.indexOf(":");
  const payment = text.slice(0, colon);
  if (colon < 0 || !isId(paymentIds, payment)) return undefined;
  return { orderId: idAs(orderIds, payment), key: text.slice(colon + 1) as OperationKey };
}

/** One operation. `payment` groups the operations of one payment at the provider. */
export type ProviderRequest = {
  readonly key: ProviderKey;
  readonly payment: PaymentId;
  /** In the currency's minor unit. */
  readonly amount: Minor;
  /** ISO 4217. */
  readonly currency: string;
};
/** The first operation of a payment, which says how it is paid. */
export type AuthoriseRequest = ProviderRequest & {
  readonly method: string;
  readonly captureMode: CaptureMode;
  readonly installments?: number;
  /** The provider's word for the means of payment. */
  readonly token?: string;
  /** When the order no longer waits for its money. */
  readonly payBy: Instant;
};

/**
 * Everything a provider may answer.
 * - `succeeded`: it is done, and stays so.
 * - `failed`: it will never be done; nothing was moved.
 * - `pending`: it was accepted; its end is said later by webhook, or when asked.
 * - `unknown`: no answer came, or none that can be read. It may have been done.
 */
export type ProviderAnswer =
  | { readonly outcome: "succeeded" }
  | { readonly outcome: "failed"; readonly reason: string }
  | { readonly outcome: "pending" }
  | { readonly outcome: "unknown" };

/** `never-received`: the provider knows no operation of this key, so it may be sent under it. */
export type InquiryAnswer = ProviderAnswer | { readonly outcome: "never-received" };

/**
 * A payment company. No method throws for what a provider may do: every way it can end is an answer. The same key always
 * names the same operation, however often it is sent. A call may be given up when `until` is aborted; nobody waits for its
 * answer then. Amounts are in the minor unit of the request's currency.
 */
export type PaymentProvider = {
  /** What it is called in events, reports and the address of its webhooks. */
  readonly name: string;
  /** Asks for an authorisation of `amount`; where the capture mode is `immediate`, for the money itself. */
  authorise(request: AuthoriseRequest, until?: AbortSignal): Promise<ProviderAnswer>;
  /** Asks anew for the authorisation of `amount`, the part that was not captured yet. */
  reauthorise(request: ProviderRequest, until?: AbortSignal): Promise<ProviderAnswer>;
  /** Takes part of what was authorised. */
  capture(request: ProviderRequest, until?: AbortSignal): Promise<ProviderAnswer>;
  /** Gives back the authorisation of `amount`, all that was not captured. */
  void(request: ProviderRequest, until?: AbortSignal): Promise<ProviderAnswer>;
  /** Sends back part of what was captured. */
  refund(request: ProviderRequest, until?: AbortSignal): Promise<ProviderAnswer>;
  /** Asks what became of an operation. Changes nothing. */
  inquire(key: ProviderKey, until?: AbortSignal): Promise<InquiryAnswer>;
};
