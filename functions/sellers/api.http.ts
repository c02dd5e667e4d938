import { address, countries, taxIds } from "#market";
import { dynamo } from "#platform/dynamo";
import { httpFunction } from "#platform/http-function";
import { dynamoSellerStore } from "#sellers/dynamo-seller-store";
import { putSeller } from "#sellers/put-seller";
import { showSeller } from "#sellers/show-seller";
import { apiEnvironment, routes } from "./manifest.ts";

export const handler = httpFunction(routes, apiEnvironment, ({ SELLERS_TABLE }) => {
  const sellers = dynamoSellerStore({ dynamo: dynamo(), table: SELLERS_TABLE });
  return {
    put: (request) => putSeller({ market: { address, countries, taxIds }, sellers }, request),
    show: (request) => showSeller(sellers, request),
  };
});
