import type { Seller } from "./seller.ts";

export type SellerStore = {
  /** @returns `undefined` when no seller has this id */
  find(sellerId: string): Promise<Seller | undefined>;
  /** Writes the seller over the version before its own.
   *  @returns `changed-meanwhile` when another version stands there */
  save(seller: Seller): Promise<"saved" | "changed-meanwhile">;
};
