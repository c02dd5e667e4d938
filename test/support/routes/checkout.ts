import type { PromisedRoutes } from "../promised-routes.ts";
import { anOrder } from "../shop.ts";

export const routes: PromisedRoutes = {
  "POST /orders": {
    scope: "orders/place",
    example: (ground) => ({ path: "/orders", body: anOrder(ground.market, [ground]), status: 201 }),
  },
};
