import { stockKeyName } from "#kernel/codes";
import type { CatalogPorts } from "./catalog-ports.ts";
import type { Listed } from "./listing.ts";
import { viewOf } from "./listing-view.ts";

/** Listings as they are shown, with what can be bought of them now. */
export async function withAvailability({ market, available }: CatalogPorts, listings: readonly Listed[]) {
  const units = await available(listings);
  return listings.map((listing) => viewOf(listing, market.currency, units.get(stockKeyName(listing)) ?? 0));
}
