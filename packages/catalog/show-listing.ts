import { stockKeyName } from "#kernel/codes";
import { answer } from "#platform/answer";
import { mayActFor } from "#platform/caller";
import { notFound, problem } from "#platform/problem";
import type { CatalogPorts } from "./catalog-ports.ts";
import type { Listed } from "./listing.ts";
import { viewOf } from "./listing-view.ts";
import { notYours } from "./problems.ts";
import type { ListingPut } from "./put-listing.ts";

/** A listing, to callers that are not bound to other sellers. */
export async function showListing(ports: CatalogPorts, { path, caller }: Pick<ListingPut, "path" | "caller">) {
  if (!mayActFor(caller, path.sellerId)) return notYours();
  const listing = await ports.listings.find(path);
  if (!listing) return problem(notFound, "this seller lists nothing under this SKU");
  const [view] = await withAvailability(ports, [listing]);
  return answer(200, view, { version: listing.version });
}

/** Listings as they are shown, with what can be bought of them now. */
export async function withAvailability({ market, available }: CatalogPorts, listings: readonly Listed[]) {
  const units = await available(listings);
  return listings.map((listing) => viewOf(listing, market.currency, units.get(stockKeyName(listing)) ?? 0));
}
