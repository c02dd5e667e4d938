import type { EventOf } from "#kernel/event";
import type { Instant } from "#kernel/time";
import type { Market } from "#markets/schema";
import type { OrderId } from "#ordering/contracts/ids";
import type { placedV2 } from "#ordering/contracts/placed.v2";
import { changePayment } from "./change-payment.ts";
import { cancellationCauseOf } from "./payment.ts";
import { agree } from "./payment-decisions.ts";
import type { PaymentPorts } from "./payment-ports.ts";
import { termsOf } from "./payment-terms.ts";

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
