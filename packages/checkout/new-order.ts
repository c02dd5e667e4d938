import { type Instant, plusSeconds } from "#kernel/time";
import type { Market } from "#markets/schema";
import type { OrderId } from "#ordering/contracts/ids";
import { pagesOf } from "#ordering/lines";
import type { OrderIn, OrderLine } from "#ordering/order";
import { chunksOf } from "./chunks.ts";
import type { OrderDraft } from "./order-draft.ts";
import type { Plan } from "./plan.ts";
import type { Priced } from "./pricing.ts";

/** How long a large order may take to get all its stock. */
const reservingSeconds = 600;

/** Order lines, numbered as they were ordered. A line that two nodes send is two lines. */
export const linesOf = ({ lines }: Priced, { parts }: Extract<Plan, { outcome: "planned" }>): OrderLine[] =>
  parts.flatMap(({ index, nodeId, quantity }, position) => {
    const line = lines[index];
    return line ? [{ lineId: `l${position + 1}`, ...line, quantity, nodeId }] : [];
  });

/** An order before any of its stock is taken, and before it is written: its version is 0. */
export function newOrder(
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
