import type { Instant } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import { evolve } from "#ordering/evolve";
import { pagesOf } from "#ordering/lines";
import type { Order } from "#ordering/order";
import { orderEntity } from "#ordering/order-entity";
import type { OrderEvent } from "#ordering/order-event";
import type { OrderStore } from "#ordering/order-store";
import { refuse, takeChunk } from "#ordering/reservation-decisions";
import { pause } from "#platform/contention";
import { changeBy, decideAndSave } from "#platform/decide-and-save";
import type { ReservationStore, Reserving, Waiting } from "./checkout-store.ts";
import { chunksOf, keysPerChunk } from "./plan.ts";
import { reallocate } from "./reallocate.ts";

/** What takes a large order further. */
export type ResumePorts = { readonly store: ReservationStore; readonly orders: OrderStore };
/** `idle`: somebody else takes this order further, or it waits for nothing. */
export type Resumed = "taken" | "held" | "refused" | "idle";

/** How often one run plans a chunk anew; what is left waits for the next run. */
const attempts = 10;

/**
 * Takes the next chunk of a large order's stock: order, stock and holds in one transaction, on the condition that the
 * order still waits for this very chunk. Any number of these may run at once. A chunk that is refused is planned anew;
 * when there is too little, or the deadline has passed, the order is refused and all it held is free again.
 * @param expected the chunk that the caller saw waiting; nothing happens when another one waits by now
 */
export async function resumeOrder(
  { store, orders }: ResumePorts,
  id: OrderId,
  now: Instant,
  expected?: number,
): Promise<Resumed> {
  const giveUp = async (reason: "out-of-stock" | "not-reserved-in-time"): Promise<Resumed> => {
    const decide = (order: Order) => refuse(order, reason);
    const changed = await decideAndSave(orderEntity, orders.headAt(id), { decide, at: now });
    return changed.outcome === "changed" ? "refused" : "idle";
  };
  const found = await store.findWaiting(id);
  if (!found || (expected !== undefined && found.order.nextChunk !== expected)) return "idle";
  if (found.order.deadline <= now) return giveUp("not-reserved-in-time");
  if (!("reservations" in found)) return "idle";
  let waiting: Waiting = found;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const step = await store.takeChunk(waiting, chunkTaken(waiting, waiting !== found, now));
    if (step.outcome === "changed-meanwhile") return "idle";
    if (step.outcome !== "refused") return step.outcome;
    if (attempt > 1) await pause(Math.min(attempt, 4));
    const availabilities = await store.readStock(step.keys);
    const done = waiting.reservations.slice(0, waiting.order.nextChunk * keysPerChunk);
    const anew = reallocate(waiting.reservations.slice(done.length), waiting.lines, step.keys, availabilities, id);
    if (!anew) return giveUp("out-of-stock");
    waiting = { order: waiting.order, lines: anew.lines, reservations: [...done, ...anew.reservations] };
  }
  return "idle";
}

/** What the next chunk makes of the order. @param anew whether it was planned anew for that */
function chunkTaken({ order, lines, reservations }: Waiting, anew: boolean, now: Instant): Reserving {
  const shape = { chunks: chunksOf(reservations.length), lineCount: lines.length, pages: pagesOf(lines.length) };
  const reallocated: OrderEvent[] = anew ? [{ type: "order-reallocated", ...shape }] : [];
  const { events } = takeChunk(reallocated.reduce(evolve, order as Order), now);
  const before = { state: order, seen: new Set<string>(), beside: lines };
  return changeBy(orderEntity, before, [...reallocated, ...events], { at: now });
}
