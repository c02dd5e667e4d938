import { dynamoOrderStore } from "#ordering/dynamo-order-store";
import { orderEntity } from "#ordering/order-entity";
import { deliver } from "#ordering/shipment-decisions";
import { applyOrThrow } from "#platform/apply-or-throw";
import { decideAndSave } from "#platform/decide-and-save";
import { dynamo } from "#platform/dynamo";
import { eventFunction } from "#platform/event-function";
import { followShipments } from "./manifest.ts";

export const handler = eventFunction(followShipments, ({ ORDERING_TABLE }) => {
  const orders = dynamoOrderStore({ dynamo: dynamo(), table: ORDERING_TABLE });
  return {
    "archipelago.fulfillment.delivered.v1": ({ id, data }, at) =>
      applyOrThrow(
        decideAndSave(orderEntity, orders.headAt(data.orderId), {
          decide: (order) => deliver(order, data.shipmentId, at),
          at,
          cause: id,
        }),
      ),
  };
});
