import { dynamoListingStore } from "#catalog/dynamo-listing-store";
import { inventoryDesk } from "#inventory/desk";
import { dynamoStockStore } from "#inventory/dynamo-stock-store";
import { nodeIdsOf } from "#inventory/where";
import { delivery, nodes } from "#market";
import { dynamo } from "#platform/dynamo";
import { httpFunction } from "#platform/http-function";
import { dynamoSellerStore } from "#sellers/dynamo-seller-store";
import { apiEnvironment, routes } from "./manifest.ts";

export const handler = httpFunction(routes, apiEnvironment, ({ INVENTORY_TABLE, CATALOG_TABLE, SELLERS_TABLE }) => {
  const listings = dynamoListingStore({ dynamo: dynamo(), table: CATALOG_TABLE });
  return inventoryDesk({
    market: { delivery, nodes },
    stocks: dynamoStockStore({ dynamo: dynamo(), table: INVENTORY_TABLE }, nodeIdsOf({ nodes })),
    seller: dynamoSellerStore({ dynamo: dynamo(), table: SELLERS_TABLE }).find,
    listing: async (key) => {
      const listing = await listings.find(key);
      return listing && { buckets: listing.buckets, listingVersion: listing.version };
    },
  });
});
