import { distinctKeys } from "#kernel/codes";
import { newId } from "#kernel/ids";
import type { Market } from "#markets/schema";
import { orderIds } from "#ordering/contracts/ids";
import type { OrderStore } from "#ordering/order-store";
import { type OrderView, orderViewFor } from "#ordering/order-view";
import type { ReadPayment } from "#ordering/payments-port";
import { answerFrom } from "#ordering/response-snapshot";
import { answer } from "#platform/answer";
import { isProblem } from "#platform/problem";
import type { CheckoutStore, Earlier } from "./checkout-store.ts";
import { nodesFor } from "./node-choice.ts";
import { draftOrder } from "./order-draft.ts";
import type { PlaceAnswer, PlaceProblem, PlaceRequest } from "./place-request.ts";
import { price } from "./pricing.ts";
import { reserveStock } from "./reserve-stock.ts";

/** What checkout reads of a market's definition. */
type CheckoutMarket = Pick<
  Market,
  | "address"
  | "channels"
  | "code"
  | "countries"
  | "currency"
  | "delivery"
  | "nodes"
  | "orderLimits"
  | "payments"
  | "tax"
  | "time"
>;

/** What placing an order stands on. */
export type CheckoutPorts = {
  readonly market: CheckoutMarket;
  readonly store: CheckoutStore;
  readonly orders: OrderStore;
  readonly readPayment: ReadPayment;
};

/**
 * Places an order: one batch of reads, one transaction. Everything that can be refused is refused before anything is
 * written, and nothing is sold that the table does not have.
 */
export async function placeOrder(ports: CheckoutPorts, request: PlaceRequest): Promise<PlaceAnswer | PlaceProblem> {
  const { market, store } = ports;
  const { body, caller, now, idempotency } = request;
  const draft = draftOrder(market, body, caller, now);
  if (isProblem(draft)) return draft;
  const keys = distinctKeys(draft.lines);
  const context = await store.loadContext({ request: idempotency, externalId: draft.externalId, keys });
  if (context.outcome !== "new") return answerEarlier(ports, request, context);
  const priced = price(market, draft, context.products);
  if (isProblem(priced)) return priced;
  const nodes = nodesFor(market, draft.personalData.buyer, now);
  const order = { id: newId(orderIds), draft, priced };
  const reserved = await reserveStock(ports, request, order, { availabilities: context.availabilities, nodes });
  return "outcome" in reserved ? answerEarlier(ports, request, reserved) : reserved;
}

/** The first answer to this command, or the order that has this external id, as it is now. */
async function answerEarlier(
  { orders, readPayment }: CheckoutPorts,
  { caller }: PlaceRequest,
  earlier: Earlier,
): Promise<PlaceAnswer | PlaceProblem> {
  if (earlier.outcome === "duplicate") {
    const { orderId } = earlier;
    const [found, payment] = await Promise.all([orders.findWithPersonalData(orderId), readPayment(orderId)]);
    if (!found) throw new Error("an external id names an order that does not exist");
    return answer(200, orderViewFor({ ...found, payment }, caller), { version: found.order.version, replayed: true });
  }
  const { reply } = earlier;
  if (isProblem(reply)) return reply;
  const found = await orders.findWithPersonalData((reply.body as OrderView).id);
  if (!found) throw new Error("an answer is recorded of an order that does not exist");
  return answerFrom(reply, found, caller) as PlaceAnswer;
}
