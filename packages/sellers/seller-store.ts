import type { SellerId } from "#kernel/codes";
import type { EntityStore } from "#platform/decide-and-save";
import type { ActiveSeller, Seller, SellerEvent } from "./seller.ts";

export type SellerStore = {
  /** @returns `undefined` when no seller has this id */
  find(sellerId: SellerId): Promise<ActiveSeller | undefined>;
  /** Where the seller of this id lies, or would lie. */
  at(sellerId: SellerId): EntityStore<Seller, SellerEvent>;
};
