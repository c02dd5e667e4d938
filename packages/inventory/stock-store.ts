import type { StockKey } from "#kernel/codes";
import type { EntityStore } from "#platform/decide-and-save";
import type { Stock, StockEvent } from "./stock.ts";

export type StockStore = {
  /** All stock of a key, version 0 where none was ever set. What changes sums or moves units while it is read is looked
   *  at again; what does so afterwards refuses the save. Sales may pass either.
   *  @throws ContentionError when units kept moving */
  find(key: StockKey): Promise<Stock>;
  /**
   * Where a key's stock lies. A change is saved in one transaction as long as it touches at most 97 buckets. A larger one
   * goes node by node with the head last, so that a change which was cut off is not yet a version: whoever repeats it,
   * completes it.
   */
  at(key: StockKey): EntityStore<Stock, StockEvent>;
};
