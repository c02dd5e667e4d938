import type { PromisedRoutes } from "../promised-routes.ts";
import { aSeller } from "../shop.ts";

export const routes: PromisedRoutes = {
  "PUT /sellers/{sellerId}": {
    scope: "sellers/write",
    example: ({ market, sellerId }) => ({ path: `/sellers/${sellerId}`, body: aSeller(market), status: 200 }),
    toOutsiders: [403, "forbidden"],
  },
  "GET /sellers/{sellerId}": {
    scope: "sellers/read",
    example: ({ sellerId }) => ({ path: `/sellers/${sellerId}`, status: 200 }),
    toOutsiders: [403, "forbidden"],
  },
};
