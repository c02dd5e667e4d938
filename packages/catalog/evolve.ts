import type { Listing, ListingEvent } from "./listing.ts";

/** The listing after an event. The version is the store's business and stays. */
export function evolve(listing: Listing, event: ListingEvent): Listing {
  // the offer that came with it says so already
  if (event.type === "buckets-changed") return listing;
  const { sellerId, sku, version } = listing;
  const { type: _, ...offer } = event;
  return { status: "listed", sellerId, sku, version, ...offer };
}
