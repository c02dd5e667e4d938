import type { Instant } from "#kernel/time";
import type { Market } from "#markets/schema";
import type { FinalState } from "./order-request.ts";
import type { FieldTrouble, SourceOrder } from "./source-order.ts";
import type { StatusMeaning } from "./source-status.ts";
import { dayOf, momentOf, readTime, type SourceTime } from "./source-times.ts";

/** When an order was placed: as the source says it, and the moment that stands for it. */
export type Placed = { readonly time: SourceTime; readonly at: Instant };

/**
 * The state that an order reached in the source. Sources tell when goods arrived, not when they left: the order's own
 * time stands in for that.
 * @returns what is wrong with the time of delivery: a time that nobody recorded is never made up
 */
export function finalStateOf(
  status: StatusMeaning,
  source: Pick<SourceOrder, "status" | "deliveredAt">,
  market: Pick<Market, "time">,
  placed: Placed,
  now: Instant,
): { readonly finalState: FinalState | undefined } | FieldTrouble {
  if (status === "cancelled") return { finalState: { kind: "cancelled" } };
  if (status === "refunded")
    return { finalState: { kind: "cancelled", reason: "refunded where the order comes from" } };
  if (status === "dispatched") return { finalState: { kind: "dispatched", dispatchedAt: placed.at } };
  if (status !== "delivered") return { finalState: undefined };
  const deliveredAt = source.deliveredAt === undefined ? undefined : arrival(source.deliveredAt, market, placed, now);
  if (typeof deliveredAt === "object") return deliveredAt;
  return { finalState: { kind: "delivered", dispatchedAt: placed.at, deliveredAt } };
}

function arrival(text: string, market: Pick<Market, "time">, placed: Placed, now: Instant): Instant | FieldTrouble {
  const time = readTime(text, market);
  const at = time && momentOf(time, market, now);
  if (!time || !at) return { field: "/deliveredAt", wrong: "is no time such as 2026-10-06 or 2026-10-06T10:00:00Z" };
  if (at >= placed.at) return at;
  // a day has no hour: goods may arrive on the day on which they were ordered
  const onOneDay = time.kind === "day" || placed.time.kind === "day";
  if (onOneDay && dayOf(time, market) === dayOf(placed.time, market)) return placed.at;
  return { field: "/deliveredAt", wrong: "is before the order was placed" };
}
