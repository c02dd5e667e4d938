import { type Instant, millisecondsOf } from "#kernel/time";
import { decideAndSave } from "#platform/decide-and-save";
import { errorFields, log } from "#platform/log";
import { orderEntity } from "./order-entity.ts";
import type { DueOrder, OrderStore } from "./order-store.ts";
import { lapse } from "./payment-decisions.ts";

const atOnce = 40;

/** How many orders lapsed, how many failed and stay due, and how many seconds the oldest one had been due when the run began. */
export type Lapsed = { readonly lapsed: number; readonly failed: number; readonly lagSeconds: number };

/** Lets orders lapse that nobody paid in time. `findDue` only points at them: each order decides for itself. */
export async function lapseDueOrders(
  {
    findDue,
    orders,
  }: { readonly findDue: (now: Instant) => Promise<readonly DueOrder[]>; readonly orders: OrderStore },
  now: Instant,
): Promise<Lapsed> {
  const due = await findDue(now);
  let lapsed = 0;
  let failed = 0;
  for (let from = 0; from < due.length; from += atOnce) {
    const some = due.slice(from, from + atOnce);
    const changes = await Promise.allSettled(
      some.map(({ id }) =>
        decideAndSave(orderEntity, orders.headAt(id), { decide: (order) => lapse(order, now), at: now }),
      ),
    );
    for (const [index, change] of changes.entries()) {
      if (change.status === "fulfilled") lapsed += change.value.outcome === "changed" ? 1 : 0;
      else log.error("an order could not lapse", { orderId: some[index]?.id, ...errorFields(change.reason) });
    }
    failed += changes.filter(({ status }) => status === "rejected").length;
  }
  return {
    lapsed,
    failed,
    lagSeconds: Math.floor((millisecondsOf(now) - millisecondsOf(due[0]?.dueAt ?? now)) / 1000),
  };
}
