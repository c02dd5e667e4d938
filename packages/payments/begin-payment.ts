import type { DataOf, EventOf } from "#kernel/event";
import type { Instant } from "#kernel/time";
import type { Market } from "#markets/schema";
import type { PaymentRules } from "#markets/serving";
import type { OrderId } from "#ordering/contracts/ids";
import type { placedV2 } from "#ordering/contracts/placed.v2";
import { changePayment, type PaymentPorts } from "./change-payment.ts";
import { cancellationCauseOf } from "./payment.ts";
import { agree } from "./payment-decisions.ts";
import type { PaymentTerms } from "./payment-terms.ts";

/** What is looked up of an order: how it stands, and the means of payment, which no event carries. */
export type OrderToPay = { readonly status: string; readonly paymentToken?: string | undefined };

/**
 * Asks for the money of an order that was placed, under its market's terms.
 * @param placed the order's own event, which is the cause of the change
 * @throws Error when there is no such order, or its market does not offer its method: neither can be
 * @throws ContentionError when others kept coming between
 */
export async function beginPayment(
  {
    market,
    findOrder,
    ...ports
  }: PaymentPorts & {
    readonly market: Pick<Market, "payments">;
    readonly findOrder: (orderId: OrderId) => Promise<OrderToPay | undefined>;
  },
  { id: cause, data }: EventOf<typeof placedV2>,
  at: Instant,
): Promise<void> {
  const { orderId } = data;
  const order = await findOrder(orderId);
  if (!order) throw new Error("an order was placed that does not exist");
  const terms = termsOf(market, data, { provider: ports.provider.name, token: order.paymentToken });
  const over = cancellationCauseOf(order.status);
  await changePayment(ports, { orderId, cause, at, decide: (payment) => agree(payment, terms, over) });
}

/**
 * What a placed order agreed on, with the market's rules for its method at that time.
 * @param provider the name of the one that is asked
 * @param token what it gave the client for the means of payment; no event carries it
 * @throws Error when the market does not offer the method, which checkout had to refuse, or when there are several
 */
function termsOf(
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
