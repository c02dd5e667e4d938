import { idAs, isId } from "#kernel/ids";
import type { Minor } from "#kernel/money";
import type { Instant } from "#kernel/time";
import { type OrderId, orderIds } from "#ordering/contracts/ids";
import type { AttemptKey } from "./attempt.ts";
import { type PaymentId, paymentIds } from "./contracts/ids.ts";
import type { Settlement } from "./payment.ts";

/** What an attempt is called at the provider. The same key names the same operation for ever, however often it is sent. */
export type ProviderKey = `${PaymentId}:${string}`;

export const providerKey = (orderId: OrderId, key: AttemptKey): ProviderKey => `${idAs(paymentIds, orderId)}:${key}`;

/** @returns `undefined` when the text is no key that `providerKey` makes */
export function readProviderKey(text: string): { readonly orderId: OrderId; readonly key: AttemptKey } | undefined {
  const colon = text.indexOf(":");
  const payment = text.slice(0, colon);
  if (colon < 0 || !isId(paymentIds, payment)) return undefined;
  return { orderId: idAs(orderIds, payment), key: text.slice(colon + 1) as AttemptKey };
}

/** One operation. `payment` groups the operations of one payment at the provider. */
export type ProviderRequest = {
  readonly key: ProviderKey;
  readonly payment: PaymentId;
  readonly amount: Minor;
  /** ISO 4217. */
  readonly currency: string;
};
export type AuthoriseRequest = ProviderRequest & {
  readonly method: string;
  readonly settlement: Settlement;
  readonly installments?: number;
  readonly token?: string;
  /** When the order no longer waits for its money. */
  readonly payBy: Instant;
};

/**
 * Everything a provider may answer.
 * - `succeeded`: it is done, and stays so.
 * - `failed`: it will never be done; nothing was moved.
 * - `pending`: it was taken, its end is told later by notification, or when asked.
 * - `unknown`: no answer came, or none that can be read. It may have been done.
 */
export type ProviderAnswer =
  | { readonly outcome: "succeeded" }
  | { readonly outcome: "failed"; readonly reason: string }
  | { readonly outcome: "pending" }
  | { readonly outcome: "unknown" };

/** `never-received`: the provider knows no operation of this key, so it may be sent under it. */
export type InquiryAnswer = ProviderAnswer | { readonly outcome: "never-received" };

/** A payment company. No method throws for what a provider may do: every way it can end is an answer. */
export type PaymentProvider = {
  /** Asks for a promise, or with a method that settles at once, for the money itself. */
  authorise(request: AuthoriseRequest): Promise<ProviderAnswer>;
  /** Prolongs the promise of `amount`, the part that was not taken yet. */
  renew(request: ProviderRequest): Promise<ProviderAnswer>;
  /** Takes part of what was promised. */
  capture(request: ProviderRequest): Promise<ProviderAnswer>;
  /** Gives back the promise of `amount`, all that was not taken. */
  void(request: ProviderRequest): Promise<ProviderAnswer>;
  /** Sends back part of what was taken. */
  refund(request: ProviderRequest): Promise<ProviderAnswer>;
  /** Asks what became of an operation. Changes nothing. */
  inquire(key: ProviderKey): Promise<InquiryAnswer>;
};

/** What an incoming notification says, once its signature and its form were checked. */
export type Notice =
  | { readonly outcome: "notice"; readonly key: ProviderKey; readonly answer: ProviderAnswer }
  | { readonly outcome: "signature-missing" | "signature-invalid" | "unreadable" };

/** Reads a provider's notification from its raw body and its headers (names in lower case). */
export type NoticeReader = (rawBody: string, headers: Readonly<Record<string, string | undefined>>) => Notice;
