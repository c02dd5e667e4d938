import type { Ground, PromisedRoutes } from "../promised-routes.ts";
import { anOrder, fresh, placed } from "../shop.ts";

const order = (ground: Ground) => placed(ground.placer, anOrder(ground.market, [ground]));

export const routes: PromisedRoutes = {
  "GET /orders/{id}": {
    scope: "orders/read",
    example: async (ground) => ({ path: `/orders/${(await order(ground)).id}`, status: 200 }),
    // an order without anything of theirs does not exist for them
    toOutsiders: [404, "not-found"],
    toOtherMachines: [404, "not-found"],
  },
  "GET /orders": {
    scope: "orders/read",
    example: ({ sellerId }) => ({ path: `/orders?sellerId=${sellerId}`, status: 200 }),
    toOutsiders: [403, "forbidden"],
  },
  "POST /orders/{id}/cancellation": {
    scope: "orders/cancel",
    example: async (ground) => ({
      path: `/orders/${(await order(ground)).id}/cancellation`,
      body: { reason: fresh("changed my mind") },
      status: 200,
    }),
    toOutsiders: [404, "not-found"],
    toOtherMachines: [404, "not-found"],
  },
};
