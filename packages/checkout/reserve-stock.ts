import type { Availability } from "#inventory/availability";
import { type StockKey, stockKeyName } from "#kernel/codes";
import type { Market } from "#markets/schema";
import type { OrderId } from "#ordering/contracts/ids";
import { orderEntity } from "#ordering/order-entity";
import { orderViewFor } from "#ordering/order-view";
import { takeChunk } from "#ordering/reservation-decisions";
import { answerFrom, snapshotOf } from "#ordering/response-snapshot";
import { answer } from "#platform/answer";
import { ContentionError, pause } from "#platform/contention";
import { changeBy } from "#platform/decide-and-save";
import { type Problem, problem } from "#platform/problem";
import type { CheckoutStore, Earlier } from "./checkout-store.ts";
import { outOfStock } from "./contracts/problems.ts";
import { distinctKeys } from "./distinct-keys.ts";
import { linesOf, newOrder } from "./new-order.ts";
import type { NodeWeight } from "./node-choice.ts";
import type { OrderDraft } from "./order-draft.ts";
import type { PlaceAnswer, PlaceRequest } from "./place-request.ts";
import { type Plan, planOrder } from "./plan.ts";
import type { Priced } from "./pricing.ts";

/** An order that is priced and wants its stock. `nodes` are by preference. */
export type Reservation = {
  readonly id: OrderId;
  readonly draft: OrderDraft;
  readonly priced: Priced;
  /** The stock as it was seen first. */
  readonly availabilities: readonly Availability[];
  readonly nodes: readonly NodeWeight[];
};
type Ports = { readonly market: Pick<Market, "code" | "currency">; readonly store: CheckoutStore };

/** Every refusal means that somebody else bought, so this many in a row are contention, not bad luck. */
const attempts = 40;

/**
 * Plans on what is known of the stock and takes it. Where the table knows better, that stock is read again and the plan
 * made anew, until it is taken or a consistent read says that there is too little.
 * @throws ContentionError when others kept winning
 */
export async function reserveStock(
  ports: Ports,
  request: PlaceRequest,
  reservation: Reservation,
): Promise<PlaceAnswer | Earlier | Problem<"out-of-stock">> {
  const { id, draft, priced, nodes } = reservation;
  const certain = new Set<string>();
  let { availabilities } = reservation;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const plan = planOrder(priced.lines, availabilities, nodes, id);
    const taken =
      plan.outcome === "short"
        ? { outcome: "refused" as const, keys: distinctKeys(plan.items) }
        : await place(ports, request, reservation, plan);
    if (taken.outcome === "placed") return taken.answer;
    if (taken.outcome !== "refused") return taken;
    if (plan.outcome === "short" && taken.keys.every((key) => certain.has(stockKeyName(key))))
      return (
        (await ports.store.findExisting({ request: request.idempotency, externalId: draft.externalId })) ??
        problem(outOfStock, "there is less than was asked for", { more: { items: plan.items } })
      );
    if (plan.outcome === "planned") await pause(Math.min(attempt, 4));
    availabilities = replaced(availabilities, taken.keys, await ports.store.readStock(taken.keys));
    for (const key of taken.keys) certain.add(stockKeyName(key));
  }
  throw new ContentionError("the stock is bought by too many at once");
}

function replaced(
  availabilities: readonly Availability[],
  keys: readonly StockKey[],
  fresh: readonly Availability[],
): readonly Availability[] {
  const read = new Set(keys.map(stockKeyName));
  return [...availabilities.filter((availability) => !read.has(stockKeyName(availability))), ...fresh];
}

/** Writes the order with the stock of one plan. */
async function place(
  { market, store }: Ports,
  { caller, now, idempotency }: PlaceRequest,
  { id, draft, priced }: Reservation,
  plan: Extract<Plan, { outcome: "planned" }>,
) {
  const lines = linesOf(priced, plan);
  const shape = { id, lineCount: lines.length, reservations: plan.reservations.length, placedBy: caller.id };
  const reserving = newOrder(market, draft, priced, shape, now);
  const { personalData } = draft;
  const before = { state: reserving, seen: new Set<string>(), beside: lines };
  const change = changeBy(orderEntity, before, takeChunk(reserving, now).events, { at: now });
  const { state: order } = change.after;
  const kept = snapshotOf(
    answer(order.status === "held" ? 201 : 202, orderViewFor({ order, lines }, caller), {
      version: order.version,
      location: `orders/${id}`,
    }),
  );
  const placed = await store.place({
    change,
    personalData,
    reservations: plan.reservations,
    request: idempotency,
    answer: kept,
  });
  if (placed.outcome !== "placed") return placed;
  return { ...placed, answer: answerFrom(kept, { order, lines, ...personalData }, caller) as PlaceAnswer };
}
