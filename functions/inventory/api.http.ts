import { dynamoListingStore } from "#catalog/dynamo-listing-store";
import { dynamoStockStore } from "#inventory/dynamo-stock-store";
import { putStock } from "#inventory/put-stock";
import { showStock } from "#inventory/show-stock";
import { nodeIdsOf } from "#inventory/stock-location";
import type { StockKey } from "#kernel/codes";
import { delivery, nodes } from "#market";
import { dynamo } from "#platform/dynamo";
import { httpFunction } from "#platform/http-function";
import { dynamoSellerStore } from "#sellers/dynamo-seller-store";
import { apiEnvironment, routes } from "./manifest.ts";

export const handler = httpFunction(routes, apiEnvironment, ({ INVENTORY_TABLE, CATALOG_TABLE, SELLERS_TABLE }) => {
  const listings = dynamoListingStore({ dynamo: dynamo(), table: CATALOG_TABLE });
  const ports = {
    market: { delivery, nodes },
    stocks: dynamoStockStore({ dynamo: dynamo(), table: INVENTORY_TABLE }, nodeIdsOf({ nodes })),
    seller: dynamoSellerStore({ dynamo: dynamo(), table: SELLERS_TABLE }).find,
    listing: async (key: StockKey) => {
      const listing = await listings.find(key);
      return listing && { buckets: listing.buckets, listingVersion: listing.version };
    },
  };
  return { put: (request) => putStock(ports, request), show: (request) => showStock(ports, request) };
});
