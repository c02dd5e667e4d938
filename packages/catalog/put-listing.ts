import type { Rejected } from "#kernel/decision";
import type { Instant } from "#kernel/time";
import type { Market } from "#markets/schema";
import { attemptsUnderContention, ContentionError, pause } from "#platform/contention";
import { type Listing, type ListingRejection, type ListingTerms, list } from "./listing.ts";
import type { ListingStore } from "./listing-store.ts";

export type ListingPut = { readonly listing: Listing; readonly listed: boolean };
type Circumstances = { readonly ifMatch: number | undefined; readonly at: Instant };

/**
 * Decides and saves, again when another write came between.
 * @returns the listing as it now stands, and whether it is new; or why nothing changed
 * @throws ContentionError when others kept coming between
 */
export async function putListing(
  market: Market,
  listings: ListingStore,
  terms: ListingTerms,
  { ifMatch, at }: Circumstances,
): Promise<({ readonly outcome: "saved" } & ListingPut) | Rejected<ListingRejection>> {
  for (let attempt = 1; attempt <= attemptsUnderContention; attempt++) {
    const current = await listings.find(terms);
    const decision = list(market, current, terms, ifMatch);
    if (decision.outcome === "rejected") return decision;
    const listing = decision.events[0]?.listing ?? current;
    if (!listing) break;
    if (decision.events.length === 0 || (await listings.save(decision.events, at)) === "saved")
      return { outcome: "saved", listing, listed: current === undefined };
    await pause(attempt);
  }
  throw new ContentionError("the listing is written too often");
}
