import { GetItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { type DomainEvent, eventIds } from "#kernel/event";
import { newId } from "#kernel/ids";
import type { Instant } from "#kernel/time";
import { type Item, type TableHandle, toItem, toValues } from "#platform/dynamo";
import { eventOf } from "#platform/event-envelope";
import { outboxOf } from "#platform/outbox";
import { transact, type Write } from "#platform/transaction";
import { listingChangedV1 } from "./contracts/listing-changed.v1.ts";
import { allShards, listingKey, shardOf, shelfOf, shelvesBehind } from "./keys.ts";
import type { Listing, ListingEvent } from "./listing.ts";
import { listingOf } from "./listing-reads.ts";
import type { ListingFilter, ListingStore } from "./listing-store.ts";

export function dynamoListingStore(handle: TableHandle): ListingStore {
  const { dynamo, table } = handle;
  return {
    async find(key) {
      const { Item } = await dynamo.send(
        new GetItemCommand({ TableName: table, Key: toItem(listingKey(key)), ConsistentRead: true }),
      );
      return Item && listingOf(Item);
    },
    async page(filter) {
      const partitions = partitionsOf(filter);
      const found = await Promise.all(partitions.map((partition) => shelves(handle, partition, filter)));
      const merged = found.flat().sort((one, other) => (shelfOf(one) < shelfOf(other) ? -1 : 1));
      const items = merged.slice(0, filter.limit);
      const last = items.at(-1);
      return { items, next: last && merged.length > items.length ? shelfOf(last) : undefined };
    },
    async save(events, at) {
      const [{ listing } = {}] = events;
      if (!listing) return "saved"; // nothing is to be written
      const { outcome } = await transact(dynamo, [listingWrite(table, listing, publishedEvents(events, at))]);
      return outcome === "written" ? "saved" : "changed-meanwhile";
    },
  };
}

/** What the market hears of a listing's change: how its stock is to be split. */
const publishedEvents = (events: readonly ListingEvent[], time: Instant): DomainEvent[] =>
  events
    .filter(({ type }) => type === "buckets-changed")
    .map(({ listing: { sellerId, sku, version, buckets } }) =>
      eventOf(listingChangedV1, {
        ...{ id: newId(eventIds), subject: `${sellerId}/${sku}`, version, time },
        data: { sellerId, sku, buckets },
      }),
    );

const listingWrite = (table: string, listing: Listing, told: readonly DomainEvent[]): Write => ({
  Put: {
    TableName: table,
    Item: toItem({
      ...listingKey(listing),
      kind: "listing",
      ...listing,
      shard: shardOf(listing),
      shelf: shelfOf(listing),
      ...outboxOf(told),
    }),
    ConditionExpression: listing.version === 1 ? "attribute_not_exists(pk)" : "version = :before",
    ...(listing.version === 1 ? {} : { ExpressionAttributeValues: toValues({ ":before": listing.version - 1 }) }),
  },
});

type Partition = { readonly index: "byShelf" | "bySeller"; readonly attribute: string; readonly value: string };

const partitionsOf = ({ sellerIds }: ListingFilter): Partition[] =>
  sellerIds
    ? sellerIds.map((value) => ({ index: "bySeller", attribute: "sellerId", value }))
    : allShards.map((value) => ({ index: "byShelf", attribute: "shard", value }));

/** One more than a page needs: whether there is more, is then known without another call. */
async function shelves(
  { dynamo, table }: TableHandle,
  partition: Partition,
  filter: ListingFilter,
): Promise<Listing[]> {
  const [from, to] = shelvesBehind(filter.category, filter.after);
  const listings: Listing[] = [];
  let start: Item | undefined;
  do {
    const page = await dynamo.send(
      new QueryCommand({
        TableName: table,
        IndexName: partition.index,
        KeyConditionExpression: "#partition = :partition AND shelf BETWEEN :from AND :to",
        ExpressionAttributeNames: { "#partition": partition.attribute },
        ExpressionAttributeValues: toValues({ ":partition": partition.value, ":from": from, ":to": to }),
        Limit: filter.limit + 1 - listings.length,
        ...(start ? { ExclusiveStartKey: start } : {}),
      }),
    );
    listings.push(...(page.Items ?? []).map(listingOf));
    start = page.LastEvaluatedKey;
  } while (start && listings.length <= filter.limit);
  return listings;
}
