import type { DomainEvent, EventId } from "#kernel/event";
import type { Instant } from "#kernel/time";
import { eventOf } from "#platform/event-envelope";
import { listingChangedV2 } from "./contracts/listing-changed.v2.ts";
import type { Listing, ListingEvent } from "./listing.ts";

/** What the market learns of a listing's change: how its stock is to be split. */
export const integrationEvents = (
  { after: { sellerId, sku, version }, events }: { readonly after: Listing; readonly events: readonly ListingEvent[] },
  { at, nextId }: { readonly at: Instant; readonly nextId: () => EventId },
): DomainEvent[] =>
  events.flatMap((event) =>
    event.type === "buckets-changed"
      ? [
          eventOf(listingChangedV2, {
            ...{ id: nextId(), subject: `${sellerId}/${sku}`, version, time: at },
            data: { sellerId, sku, buckets: event.buckets },
          }),
        ]
      : [],
  );
