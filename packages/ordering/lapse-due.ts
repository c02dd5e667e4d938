import { type Instant, millisecondsOf } from "#kernel/time";
import type { DueOrder, OrderStore } from "./order-store.ts";
import { lapse } from "./payment-decisions.ts";

const atOnce = 40;

/** How many orders lapsed, and how many seconds the oldest one had been due when the run began. */
export type Lapsed = { readonly lapsed: number; readonly lagSeconds: number };

/** Lets orders lapse that nobody paid in time. `findDue` only points at them: each order decides for itself. */
export async function lapseDue(
  {
    findDue,
    orders,
  }: { readonly findDue: (now: Instant) => Promise<readonly DueOrder[]>; readonly orders: OrderStore },
  now: Instant,
): Promise<Lapsed> {
  const due = await findDue(now);
  let lapsed = 0;
  for (let from = 0; from < due.length; from += atOnce) {
    const some = due.slice(from, from + atOnce);
    const changes = await Promise.all(
      some.map(({ id }) => orders.changeHead(id, { at: now }, (order) => lapse(order, now))),
    );
    lapsed += changes.filter(({ outcome }) => outcome === "changed").length;
  }
  return { lapsed, lagSeconds: Math.floor((millisecondsOf(now) - millisecondsOf(due[0]?.dueAt ?? now)) / 1000) };
}
