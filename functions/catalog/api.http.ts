import { dynamoListingStore } from "#catalog/dynamo-listing-store";
import { listListings } from "#catalog/list-listings";
import { putListing } from "#catalog/put-listing";
import { showListing } from "#catalog/show-listing";
import { nodeIdsOf } from "#inventory/stock-location";
import { readAvailability } from "#inventory/stock-reads";
import type { SellerId } from "#kernel/codes";
import { categories, currency, nodes, orderLimits } from "#market";
import { dynamo } from "#platform/dynamo";
import { httpFunction } from "#platform/http-function";
import { dynamoSellerStore } from "#sellers/dynamo-seller-store";
import { apiEnvironment, routes } from "./manifest.ts";

export const handler = httpFunction(routes, apiEnvironment, ({ CATALOG_TABLE, SELLERS_TABLE, INVENTORY_TABLE }) => {
  const sellers = dynamoSellerStore({ dynamo: dynamo(), table: SELLERS_TABLE });
  const ports = {
    market: { categories, currency, orderLimits },
    listings: dynamoListingStore({ dynamo: dynamo(), table: CATALOG_TABLE }),
    isSeller: async (sellerId: SellerId) => (await sellers.find(sellerId)) !== undefined,
    available: (keys: Parameters<typeof readAvailability>[2]) =>
      readAvailability({ dynamo: dynamo(), table: INVENTORY_TABLE }, nodeIdsOf({ nodes }), keys),
  };
  return {
    put: (request) => putListing(ports, request),
    show: (request) => showListing(ports, request),
    list: (request) => listListings(ports, request),
  };
});
