import type { DataOf } from "#kernel/event";
import type { Market } from "#markets/schema";
import type { placedV1 } from "#ordering/contracts/placed.v1";
import type { PaymentTerms } from "./payment.ts";

/**
 * What a placed order agreed on, with the market's rules for its method at that time: they stay, whatever changes later.
 * @param token what the provider gave the client for the means of payment; no event carries it
 * @throws Error when the market does not offer the method, which checkout had to refuse
 */
export function termsOf(market: Market, placed: DataOf<typeof placedV1>, token: string | undefined): PaymentTerms {
  const method = market.payments.methods.find(({ method }) => method === placed.method);
  if (!method) throw new Error("the market does not offer the order's payment method");
  const renewal =
    method.settlement === "authorise-then-capture" && method.reauthoriseBeforeSeconds !== null
      ? { validSeconds: method.authorisationSeconds, beforeSeconds: method.reauthoriseBeforeSeconds }
      : undefined;
  return {
    total: placed.total,
    currency: placed.currency,
    method: placed.method,
    settlement: method.settlement,
    dueAt: placed.dueAt,
    ...(placed.installments === undefined ? {} : { installments: placed.installments }),
    ...(token === undefined ? {} : { token }),
    ...(renewal ? { renewal } : {}),
  };
}
