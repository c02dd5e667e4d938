import type { Rejected } from "#kernel/decision";
import type { Market } from "#markets/schema";
import { attemptsUnderContention, ContentionError, pause } from "#platform/contention";
import { describe, type Seller, type SellerDetails, type SellerRejection } from "./seller.ts";
import type { SellerStore } from "./seller-store.ts";

export type SellerPut = { readonly seller: Seller; readonly opened: boolean };

/**
 * Decides and saves, again when another write came between.
 * @returns the seller as it now stands, or why nothing changed
 * @throws ContentionError when others kept coming between
 */
export async function putSeller(
  market: Market,
  sellers: SellerStore,
  details: SellerDetails & { readonly sellerId: string; readonly ifMatch: number | undefined },
): Promise<({ readonly outcome: "saved" } & SellerPut) | Rejected<SellerRejection>> {
  for (let attempt = 1; attempt <= attemptsUnderContention; attempt++) {
    const current = await sellers.find(details.sellerId);
    const decision = describe(market, current, details);
    if (decision.outcome === "rejected") return decision;
    const [event] = decision.events;
    const seller = event?.seller ?? current;
    if (!seller) break;
    if (!event || (await sellers.save(seller)) === "saved")
      return { outcome: "saved", seller, opened: event?.type === "seller-opened" };
    await pause(attempt);
  }
  throw new ContentionError("the seller is written too often");
}
