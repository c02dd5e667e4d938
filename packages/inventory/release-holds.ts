import { lost, untilWon } from "#platform/contention";
import { type HeldUnits, type HoldChange, type HoldRelease, planRelease } from "./hold-release.ts";
import type { HoldStore } from "./hold-store.ts";
import type { StockAddress } from "./stock-address.ts";

/**
 * A change writes its hold, its bucket and at the worst bucket 0 of its place; DynamoDB takes 100 writes. One place's
 * changes stay together even when they are more: up to 40 holds, as many buckets and one bucket 0.
 */
const changesPerTransaction = 33;

/** An event names units that the order does not hold. Something else is wrong: somebody must look. */
class UnheldUnitsError extends Error {
  override readonly name = "UnheldUnitsError";
  constructor(orderId: string, missing: readonly HeldUnits[]) {
    const places = missing.slice(0, 5).map(({ sellerId, sku, nodeId }) => `${sellerId}/${sku}/${nodeId}`);
    super(`order ${orderId} does not hold what was to be released at ${places.join(", ")}`);
  }
}

/**
 * Releases or uses up an order's holds by one event, in as many transactions as it takes. It may be repeated, cut off anywhere, and
 * run beside itself: each unit is released once.
 * @throws UnheldUnitsError after releasing all that is held
 * @throws ContentionError when others kept coming between
 */
export async function releaseHolds(holds: HoldStore, orderId: string, release: HoldRelease): Promise<void> {
  const retired: StockAddress[] = [];
  const missing = await untilWon(async () => {
    const plan = planRelease(await holds.find(orderId), release);
    for (const batch of packed(plan.groups)) {
      const result = await holds.release(orderId, release, batch, retired);
      if (result.outcome === "released") continue;
      retired.push(...result.retired);
      return lost;
    }
    return plan.missing;
  }, "the holds of an order are released too often");
  if (missing.length > 0) throw new UnheldUnitsError(orderId, missing);
}

/** As few batches as hold all groups undivided. */
function packed(groups: readonly (readonly HoldChange[])[]): HoldChange[][] {
  const batches: HoldChange[][] = [];
  for (const group of groups) {
    const current = batches.at(-1);
    if (current && current.length + group.length <= changesPerTransaction) current.push(...group);
    else batches.push([...group]);
  }
  return batches;
}
