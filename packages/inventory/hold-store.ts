import type { Hold, HoldChange, HoldRelease } from "./hold-release.ts";
import type { StockAddress } from "./stock-address.ts";

export type ReleaseOutcome =
  | { readonly outcome: "released" }
  /** A hold or bucket is not as it was seen. `retired`: buckets that turned out to be retired. */
  | { readonly outcome: "changed-meanwhile"; readonly retired: readonly StockAddress[] };

export type HoldStore = {
  /** All holds of an order, settled ones included. */
  find(orderId: string): Promise<readonly Hold[]>;
  /**
   * Changes holds and stock, and records the cause in each hold, in one transaction.
   * @param retired buckets known to be retired: their units go to bucket 0
   */
  release(
    orderId: string,
    release: Pick<HoldRelease, "how" | "cause">,
    changes: readonly HoldChange[],
    retired: readonly StockAddress[],
  ): Promise<ReleaseOutcome>;
};
