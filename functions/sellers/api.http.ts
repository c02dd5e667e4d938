import { market } from "#market";
import { dynamo } from "#platform/dynamo";
import { httpFunction } from "#platform/http-function";
import { sellerDesk } from "#sellers/desk";
import { dynamoSellerStore } from "#sellers/dynamo-seller-store";
import { apiEnvironment, routes } from "./manifest.ts";

export const handler = httpFunction(routes, apiEnvironment, ({ SELLERS_TABLE }) =>
  sellerDesk(market, dynamoSellerStore({ dynamo: dynamo(), table: SELLERS_TABLE })),
);
