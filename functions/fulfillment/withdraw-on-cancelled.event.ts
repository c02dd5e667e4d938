import { dynamoShipmentStore } from "#fulfillment/dynamo-shipment-store";
import { withdrawLines } from "#fulfillment/withdraw-lines";
import { dynamo } from "#platform/dynamo";
import { eventFunction } from "#platform/event-function";
import { withdrawOnCancelled } from "./manifest.ts";

export const handler = eventFunction(withdrawOnCancelled, ({ FULFILLMENT_TABLE }) => {
  const shipments = dynamoShipmentStore({ dynamo: dynamo(), table: FULFILLMENT_TABLE });
  return {
    "archipelago.ordering.cancelled.v1": ({ id: cause, data: { orderId, lineIds, items, confirmed } }, now) =>
      withdrawLines(shipments, { orderId, lineIds, places: items, confirmed, cause }, now),
  };
});
