import { type Accepted, accept, type Decision } from "#kernel/decision";
import { type Instant, plusSeconds } from "#kernel/time";
import type { Order } from "./order.ts";
import type { OrderEvent } from "./order-event.ts";

/**
 * One more chunk of stock is taken (`chunk-taken`): with the last one, which of nearly all orders is the first, the order is
 * placed (`order-placed`) and held, and its buyer's time to pay begins. An order that is not reserving stays as it is.
 * @param at when the chunk is taken; the order is due `holdSeconds` later
 */
export function takeChunk(order: Order, at: Instant): Accepted<OrderEvent> {
  if (order.status !== "reserving") return accept();
  const nextChunk = order.nextChunk + 1;
  const taken = { type: "chunk-taken", nextChunk } as const;
  if (nextChunk < order.chunks) return accept<OrderEvent>(taken);
  return accept<OrderEvent>(taken, { type: "order-placed", dueAt: plusSeconds(at, order.holdSeconds) });
}

/** Stock ran out, or time did, before all of it was taken. An order that is not reserving stays as it is. */
export const refuse = (order: Order, reason: "out-of-stock" | "not-reserved-in-time"): Decision<OrderEvent, never> =>
  order.status === "reserving" ? accept({ type: "order-refused", reason }) : accept();
