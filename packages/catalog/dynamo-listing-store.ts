import { GetItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { newId } from "#kernel/ids";
import { type Item, type TableHandle, toItem, toValues } from "#platform/dynamo";
import { eventOf } from "#platform/fact";
import { outboxWrite } from "#platform/outbox";
import { transact, type Write } from "#platform/transaction";
import { listingChangedV1 } from "./contracts/listing-changed.v1.ts";
import { allShards, listingKey, shardOf, shelfOf, shelvesBehind } from "./keys.ts";
import type { Listing } from "./listing.ts";
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
      const writes = events.map(
        ({ type, listing }): Write =>
          type === "buckets-changed"
            ? outboxWrite(
                table,
                eventOf(listingChangedV1, {
                  id: newId("evt"),
                  subject: `${listing.sellerId}/${listing.sku}`,
                  version: listing.version,
                  time: at,
                  data: { sellerId: listing.sellerId, sku: listing.sku, buckets: listing.buckets },
                }),
              )
            : listingWrite(table, listing),
      );
      const { outcome } = await transact(dynamo, writes);
      return outcome === "written" ? "saved" : "changed-meanwhile";
    },
  };
}

const listingWrite = (table: string, listing: Listing): Write => ({
  Put: {
    TableName: table,
    Item: toItem({
      ...listingKey(listing),
      kind: "listing",
      ...listing,
      shard: shardOf(listing),
      shelf: shelfOf(listing),
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
