import type { Ground, PromisedRoutes } from "../promised-routes.ts";
import { anOrder, placed, shipmentsOf } from "../shop.ts";

async function shipment({ market, operations, ...key }: Ground) {
  const order = await placed(operations, anOrder(market, [key]));
  return (await shipmentsOf(operations, order.id))[0];
}
const handover = ({ market }: Ground) => ({ carrier: market.carriers[0]?.id });
async function dispatched(ground: Ground) {
  const { id } = await shipment(ground);
  await ground.operations.post(`/shipments/${id}/dispatch`, handover(ground));
  return id;
}

export const routes: PromisedRoutes = {
  "GET /shipments/{id}": {
    scope: "shipments/read",
    example: async (ground) => ({ path: `/shipments/${(await shipment(ground)).id}`, status: 200 }),
    // a shipment of somebody else does not exist for them
    toOutsiders: [404, "not-found"],
  },
  "GET /shipments": {
    scope: "shipments/read",
    example: ({ sellerId }) => ({ path: `/shipments?sellerId=${sellerId}`, status: 200 }),
    toOutsiders: [403, "forbidden"],
  },
  "POST /shipments/{id}/dispatch": {
    scope: "shipments/write",
    example: async (ground) => ({
      path: `/shipments/${(await shipment(ground)).id}/dispatch`,
      body: handover(ground),
      status: 200,
    }),
    toOutsiders: [403, "forbidden"],
  },
  "POST /shipments/{id}/delivery": {
    scope: "shipments/write",
    example: async (ground) => ({ path: `/shipments/${await dispatched(ground)}/delivery`, body: {}, status: 200 }),
    toOutsiders: [403, "forbidden"],
  },
};
