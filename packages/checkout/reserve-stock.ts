import type { Availability } from "#inventory/availability";
import { distinctKeys, type StockKey, stockKeyName } from "#kernel/codes";
import type { Market } from "#markets/schema";
import { answerFrom } from "#ordering/response-snapshot";
import { ContentionError, pause } from "#platform/contention";
import { type Problem, problem } from "#platform/problem";
import type { CheckoutStore, Earlier } from "./checkout-store.ts";
import { outOfStock } from "./contracts/problems.ts";
import { type PricedOrder, placementOf } from "./new-order.ts";
import type { NodeWeight } from "./node-choice.ts";
import type { PlaceAnswer, PlaceRequest } from "./place-request.ts";
import { planOrder } from "./plan.ts";

type Ports = { readonly market: Pick<Market, "code" | "currency">; readonly store: CheckoutStore };

/** Every refusal means that somebody else bought, so this many in a row are contention, not bad luck. */
const attempts = 40;

/**
 * Plans on what is known of the stock and takes it. Where the table knows better, that stock is read again and the plan
 * made anew, until it is taken or a consistent read says that there is too little.
 * @param first the stock as it was read first, and the market's nodes by preference
 * @throws ContentionError when others kept winning
 */
export async function reserveStock(
  { market, store }: Ports,
  request: PlaceRequest,
  order: PricedOrder,
  first: { readonly availabilities: readonly Availability[]; readonly nodes: readonly NodeWeight[] },
): Promise<PlaceAnswer | Earlier | Problem<"out-of-stock">> {
  const { id, draft, priced } = order;
  const certain = new Set<string>();
  let { availabilities } = first;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const plan = planOrder(priced.lines, availabilities, first.nodes, id);
    let doubtful: readonly StockKey[];
    if (plan.outcome === "short") {
      doubtful = distinctKeys(plan.items);
      if (doubtful.every((key) => certain.has(stockKeyName(key)))) {
        // what is missing may be what this very order took
        const existing = await store.findExisting({ request: request.idempotency, externalId: draft.externalId });
        return existing ?? problem(outOfStock, "there is less than was asked for", { more: { items: plan.items } });
      }
    } else {
      const placement = placementOf(market, order, plan, request);
      const placed = await store.place(placement);
      if (placed.outcome === "placed") {
        const { state, beside: lines } = placement.change.after;
        const whole = { order: state, lines, ...placement.personalData };
        return answerFrom(placement.answer, whole, request.caller) as PlaceAnswer;
      }
      if (placed.outcome !== "refused") return placed;
      doubtful = placed.keys;
      await pause(Math.min(attempt, 4));
    }
    availabilities = replaced(availabilities, doubtful, await store.readStock(doubtful));
    for (const key of doubtful) certain.add(stockKeyName(key));
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
