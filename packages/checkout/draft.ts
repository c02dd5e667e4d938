import type { Take } from "#inventory/take";
import { type Instant, plusSeconds } from "#kernel/time";
import type { Market } from "#markets/schema";
import type { OrderId } from "#ordering/contracts/ids";
import { pagesOf } from "#ordering/lines";
import type { OrderIn, OrderLine } from "#ordering/order";
import type { WantedOrder } from "./order-terms.ts";
import type { Plan } from "./plan.ts";
import type { Priced } from "./pricing.ts";

/** Stock keys of one transaction: two writes each, and room for the order itself among the hundred. */
export const keysPerChunk = 40;
/** How long a large order may take to get all its stock. */
const reservingSeconds = 600;

export const chunksOf = (takes: number): number => Math.max(1, Math.ceil(takes / keysPerChunk));

/** The takes of one chunk, the first being number 0. */
export const chunkOf = (takes: readonly Take[], chunk: number): readonly Take[] =>
  takes.slice(chunk * keysPerChunk, (chunk + 1) * keysPerChunk);

/** Order lines, numbered as they were ordered. A line that two nodes send is two lines. */
export const linesOf = ({ lines }: Priced, { parts }: Extract<Plan, { outcome: "planned" }>): OrderLine[] =>
  parts.flatMap(({ index, nodeId, quantity }, position) => {
    const line = lines[index];
    return line ? [{ lineId: `l${position + 1}`, ...line, quantity, nodeId }] : [];
  });

/** An order before any of its stock is taken. */
export function draftOrder(
  market: Pick<Market, "code" | "currency">,
  wanted: WantedOrder,
  { totals }: Priced,
  shape: { readonly id: OrderId; readonly lineCount: number; readonly takes: number; readonly placedBy: string },
  now: Instant,
): OrderIn<"reserving"> {
  const { method, installments, token } = wanted.payment;
  return {
    id: shape.id,
    ...(wanted.externalId === undefined ? {} : { externalId: wanted.externalId }),
    market: market.code,
    channel: wanted.channel,
    currency: market.currency,
    totals,
    lineCount: shape.lineCount,
    pages: pagesOf(shape.lineCount),
    method,
    ...(installments === undefined ? {} : { installments }),
    ...(token === undefined ? {} : { paymentToken: token }),
    holdSeconds: wanted.holdSeconds,
    placedAt: wanted.placedAt,
    recordedAt: now,
    placedBy: shape.placedBy,
    version: 0,
    status: "reserving",
    deadline: plusSeconds(now, reservingSeconds),
    nextChunk: 0,
    chunks: chunksOf(shape.takes),
  };
}
