import type { PromisedRoutes } from "../promised-routes.ts";
import { price } from "../shop.ts";

export const routes: PromisedRoutes = {
  "PUT /sellers/{sellerId}/listings/{sku}": {
    scope: "listings/write",
    example: ({ market, sellerId, sku }) => ({
      path: `/sellers/${sellerId}/listings/${sku}`,
      body: { title: "A thing", category: market.categories[0], price: price(market, 1_999) },
      status: 200,
    }),
    toOutsiders: [403, "forbidden"],
  },
  "GET /sellers/{sellerId}/listings/{sku}": {
    scope: "listings/read",
    example: ({ sellerId, sku }) => ({ path: `/sellers/${sellerId}/listings/${sku}`, status: 200 }),
    toOutsiders: [403, "forbidden"],
  },
  "GET /listings": {
    scope: "listings/read",
    example: ({ sellerId }) => ({ path: `/listings?sellerId=${sellerId}`, status: 200 }),
    toOutsiders: [403, "forbidden"],
  },
};
