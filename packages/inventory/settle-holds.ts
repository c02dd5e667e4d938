import { attemptsUnderContention, ContentionError, pause } from "#platform/contention";
import type { HoldStore } from "./hold-store.ts";
import { type HeldUnits, type HoldChange, type Settlement, settle } from "./settle.ts";
import type { StockAddress } from "./stock.ts";

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
    super(`order ${orderId} does not hold what was to be settled at ${places.join(", ")}`);
  }
}

/**
 * Settles an order's holds by one event, in as many transactions as it takes. It may be repeated, cut off anywhere, and
 * run beside itself: each unit is settled once.
 * @throws UnheldUnitsError after settling all that is held
 * @throws ContentionError when others kept coming between
 */
export async function settleHolds(holds: HoldStore, orderId: string, settlement: Settlement): Promise<void> {
  const retired: StockAddress[] = [];
  for (let attempt = 1; attempt <= attemptsUnderContention; attempt++) {
    const { groups, missing } = settle(await holds.find(orderId), settlement);
    if (await settledAll(packed(groups))) {
      if (missing.length > 0) throw new UnheldUnitsError(orderId, missing);
      return;
    }
    await pause(attempt);
  }
  throw new ContentionError("the holds of an order are settled too often");

  async function settledAll(batches: readonly (readonly HoldChange[])[]): Promise<boolean> {
    for (const batch of batches) {
      const result = await holds.settle(orderId, settlement, batch, retired);
      if (result.outcome === "settled") continue;
      retired.push(...result.retired);
      return false;
    }
    return true;
  }
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
