import { catalogDesk } from "#catalog/desk";
import { dynamoListingStore } from "#catalog/dynamo-listing-store";
import { readAvailability } from "#inventory/stock-reads";
import { nodeIdsOf } from "#inventory/where";
import { market } from "#market";
import { dynamo } from "#platform/dynamo";
import { httpFunction } from "#platform/http-function";
import { dynamoSellerStore } from "#sellers/dynamo-seller-store";
import { apiEnvironment, routes } from "./manifest.ts";

export const handler = httpFunction(routes, apiEnvironment, ({ CATALOG_TABLE, SELLERS_TABLE, INVENTORY_TABLE }) => {
  const sellers = dynamoSellerStore({ dynamo: dynamo(), table: SELLERS_TABLE });
  return catalogDesk({
    market,
    listings: dynamoListingStore({ dynamo: dynamo(), table: CATALOG_TABLE }),
    isSeller: async (sellerId) => (await sellers.find(sellerId)) !== undefined,
    available: (keys) => readAvailability({ dynamo: dynamo(), table: INVENTORY_TABLE }, nodeIdsOf(market), keys),
  });
});
