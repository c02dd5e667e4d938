import type { StockKey } from "#kernel/codes";
import type { DomainEvent } from "#kernel/event";
import { fromItem, type Item, type Key, toItem } from "#platform/dynamo";
import { outboxOf } from "#platform/outbox";
import type { Listed } from "./listing.ts";
import { shardOf, shelfOf } from "./shelf.ts";

/** `#` stands in no seller's id, so no two listings have one key. */
export const listingKey = (key: StockKey): Key => ({ pk: `listing#${key.sellerId}#${key.sku}`, sk: "listing" });

/** A listing as an item, with its places in lists. @param events what the market learns of this very write */
export const listingItem = (listing: Listed, events: readonly DomainEvent[]): Item =>
  toItem({
    ...listingKey(listing),
    kind: "listing",
    ...listing,
    shard: shardOf(listing),
    shelf: shelfOf(listing),
    ...outboxOf(events),
  });

/** Reads a listing. */
export function listingOf(item: Item): Listed {
  const { status, sellerId, sku, title, category, price, attributes, buckets, version } = fromItem<Listed>(item);
  return { status, sellerId, sku, title, category, price, attributes, buckets, version };
}
