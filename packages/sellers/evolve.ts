import type { Seller, SellerEvent } from "./seller.ts";

/** The seller after an event. The version is the store's business and stays. */
export const evolve = ({ sellerId, version }: Seller, { type: _, ...shop }: SellerEvent): Seller => ({
  status: "active",
  sellerId,
  version,
  ...shop,
});
