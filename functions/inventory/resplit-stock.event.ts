import { listingChangedV2 } from "#catalog/contracts/listing-changed.v2";
import { dynamoStockStore } from "#inventory/dynamo-stock-store";
import { resplitStock as resplit } from "#inventory/resplit-stock";
import { nodeIdsOf } from "#inventory/stock-location";
import { nodes } from "#market";
import { dynamo } from "#platform/dynamo";
import { eventFunction } from "#platform/event-function";
import { resplitStock } from "./manifest.ts";

export const handler = eventFunction(resplitStock, ({ INVENTORY_TABLE }) => {
  const stocks = dynamoStockStore({ dynamo: dynamo(), table: INVENTORY_TABLE }, nodeIdsOf({ nodes }));
  return {
    [listingChangedV2.type]: ({ version, data: { sellerId, sku, buckets } }, now) =>
      resplit(stocks, { sellerId, sku }, { buckets, listingVersion: version }, now),
  };
});
