import { type Instant, plusSeconds } from "#kernel/time";
import type { Market } from "#markets/schema";
import type { OrderId } from "#ordering/contracts/ids";
import { pagesOf, unitsOf } from "#ordering/lines";
import type { OrderIn, OrderLine } from "#ordering/order";
import { orderEntity } from "#ordering/order-entity";
import { orderViewFor } from "#ordering/order-view";
import { takeChunk } from "#ordering/reservation-decisions";
import { snapshotOf } from "#ordering/response-snapshot";
import { answer } from "#platform/answer";
import { changeBy } from "#platform/decide-and-save";
import type { Placement } from "./checkout-store.ts";
import type { OrderDraft } from "./order-draft.ts";
import type { PlaceRequest } from "./place-request.ts";
import { chunksOf, type StockPlan } from "./plan.ts";
import type { Priced } from "./pricing.ts";

/** An order that is priced and wants its stock. */
export type PricedOrder = { readonly id: OrderId; readonly draft: OrderDraft; readonly priced: Priced };

/**
 * What is written of a new order: the order as it stands once its first chunk of stock is taken, `held` where that was
 * all of it, with its lines, its event and the reply that is kept under the command's key.
 */
export function placementOf(
  market: Pick<Market, "code" | "currency">,
  { id, draft, priced }: PricedOrder,
  plan: Extract<StockPlan, { outcome: "planned" }>,
  { caller, now, idempotency }: PlaceRequest,
): Placement {
  const lines = linesOf(priced, plan);
  const shape = { id, lineCount: lines.length, reservations: plan.reservations.length, placedBy: caller.id };
  const reserving = newOrder(market, draft, priced, shape, now);
  const before = { state: reserving, seen: new Set<string>(), beside: lines };
  // `chunk-taken`, and `order-placed` where that chunk was all: the event of which the market learns
  const { events } = takeChunk(reserving, now);
  const change = changeBy(orderEntity, before, events, { at: now });
  const { state: order } = change.after;
  const view = orderViewFor({ order, lines }, caller);
  const reply = { version: order.version, location: `orders/${id}` };
  return {
    change,
    personalData: draft.personalData,
    reservations: plan.reservations,
    request: idempotency,
    answer: snapshotOf(answer(order.status === "held" ? 201 : 202, view, reply)),
  };
}

/** How long a large order may take to get all its stock. */
const reservingSeconds = 600;

/** Order lines, numbered as they were ordered. A line that two nodes send is two lines. */
function linesOf({ lines }: Priced, { parts }: Extract<StockPlan, { outcome: "planned" }>): OrderLine[] {
  const planned = new Map<number, number>();
  return parts.flatMap(({ index, nodeId, quantity }, position) => {
    const line = lines[index];
    const from = planned.get(index) ?? 0;
    planned.set(index, from + quantity);
    return line ? [{ lineId: `l${position + 1}`, ...unitsOf(line, from, from + quantity), nodeId }] : [];
  });
}

/** An order before any of its stock is taken, and before it is written: its version is 0. */
function newOrder(
  market: Pick<Market, "code" | "currency">,
  draft: OrderDraft,
  { totals }: Priced,
  shape: { readonly id: OrderId; readonly lineCount: number; readonly reservations: number; readonly placedBy: string },
  now: Instant,
): OrderIn<"reserving"> {
  const { method, installments, token } = draft.payment;
  return {
    id: shape.id,
    ...(draft.externalId === undefined ? {} : { externalId: draft.externalId }),
    market: market.code,
    channel: draft.channel,
    currency: market.currency,
    totals,
    lineCount: shape.lineCount,
    pages: pagesOf(shape.lineCount),
    method,
    ...(installments === undefined ? {} : { installments }),
    ...(token === undefined ? {} : { paymentToken: token }),
    holdSeconds: draft.holdSeconds,
    placedAt: draft.placedAt,
    recordedAt: now,
    placedBy: shape.placedBy,
    version: 0,
    status: "reserving",
    deadline: plusSeconds(now, reservingSeconds),
    nextChunk: 0,
    chunks: chunksOf(shape.reservations),
  };
}
