import { GetItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import type { StockKey } from "#kernel/codes";
import { compareKeys, type Item, type TableHandle, toItem, toValues } from "#platform/dynamo";
import { putWhen, stateCondition } from "#platform/state-condition";
import { transact } from "#platform/transaction";
import { type Listed, listingTransitions, unlisted } from "./listing.ts";
import { listingItem, listingKey, listingOf } from "./listing-items.ts";
import type { ListingFilter, ListingStore } from "./listing-store.ts";
import { allShards, shelfOf, shelvesBehind } from "./shelf.ts";

/** Listings in the market's `catalog` table. One is read consistently; pages come from indexes. */
export function dynamoListingStore(handle: TableHandle): ListingStore {
  const { dynamo, table } = handle;
  const find = async (key: StockKey): Promise<Listed | undefined> => {
    const { Item } = await dynamo.send(
      new GetItemCommand({ TableName: table, Key: toItem(listingKey(key)), ConsistentRead: true }),
    );
    return Item && listingOf(Item);
  };
  return {
    find,
    async page(filter) {
      const partitions = partitionsOf(filter);
      const found = await Promise.all(partitions.map((partition) => shelves(handle, partition, filter)));
      const merged = found.flat().sort((one, other) => compareKeys(shelfOf(one), shelfOf(other)));
      const items = merged.slice(0, filter.limit);
      const last = items.at(-1);
      return { items, next: last && merged.length > items.length ? shelfOf(last) : undefined };
    },
    at: (key) => ({
      load: async () => ({ state: (await find(key)) ?? unlisted(key), seen: new Set(), beside: undefined }),
      save: async ({ before, after, integrationEvents }) => {
        const { state } = after;
        if (state.status === "unlisted") throw new Error("no change leaves a listing unlisted");
        const condition = stateCondition(listingTransitions, before.state, state.status);
        const { outcome } = await transact(dynamo, [putWhen(table, listingItem(state, integrationEvents), condition)]);
        return outcome === "written" ? "saved" : "changed-meanwhile";
      },
    }),
  };
}

type Partition = { readonly index: "byShelf" | "bySeller"; readonly attribute: string; readonly value: string };

const partitionsOf = ({ sellerIds }: ListingFilter): Partition[] =>
  sellerIds
    ? sellerIds.map((value) => ({ index: "bySeller", attribute: "sellerId", value }))
    : allShards.map((value) => ({ index: "byShelf", attribute: "shard", value }));

/** One more than a page needs: whether there is more, is then known without another call. */
async function shelves({ dynamo, table }: TableHandle, partition: Partition, filter: ListingFilter): Promise<Listed[]> {
  const [from, to] = shelvesBehind(filter.category, filter.after);
  const listings: Listed[] = [];
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
