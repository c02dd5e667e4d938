import type { PromisedRoutes } from "../promised-routes.ts";

export const routes: PromisedRoutes = {
  "PUT /sellers/{sellerId}/stock/{sku}": {
    scope: "stock/write",
    example: ({ sellerId, sku }) => ({
      path: `/sellers/${sellerId}/stock/${sku}`,
      body: { quantity: 10_000 },
      status: 200,
    }),
    toOutsiders: [403, "forbidden"],
  },
  "GET /sellers/{sellerId}/stock/{sku}": {
    scope: "stock/read",
    example: ({ sellerId, sku }) => ({ path: `/sellers/${sellerId}/stock/${sku}`, status: 200 }),
    toOutsiders: [403, "forbidden"],
  },
};
