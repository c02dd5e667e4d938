import { deliveredV2 } from "#fulfillment/contracts/delivered.v2";
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
    [deliveredV2.type]: ({ id, data }, now) =>
      applyOrThrow(
        decideAndSave(orderEntity, orders.headAt(data.orderId), {
          decide: (order) => deliver(order, data.shipmentId, now),
          at: now,
          cause: id,
        }),
      ),
  };
});
