import type { Hold, HoldChange, Settlement } from "./settle.ts";
import type { StockAddress } from "./stock.ts";

export type SettleOutcome =
  | { readonly outcome: "settled" }
  /** A hold or bucket is not as it was seen. `retired`: buckets that turned out to be retired. */
  | { readonly outcome: "changed-meanwhile"; readonly retired: readonly StockAddress[] };

export type HoldStore = {
  /** All holds of an order, settled ones included. */
  find(orderId: string): Promise<readonly Hold[]>;
  /**
   * Changes holds and stock, and records the cause in each hold, in one transaction.
   * @param retired buckets known to be retired: their units go to bucket 0
   */
  settle(
    orderId: string,
    settlement: Pick<Settlement, "how" | "cause">,
    changes: readonly HoldChange[],
    retired: readonly StockAddress[],
  ): Promise<SettleOutcome>;
};
