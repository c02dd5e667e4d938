import { dynamoShipmentStore } from "#fulfillment/dynamo-shipment-store";
import { withdrawLines } from "#fulfillment/withdraw-lines";
import { cancelledV2 } from "#ordering/contracts/cancelled.v2";
import { dynamo } from "#platform/dynamo";
import { eventFunction } from "#platform/event-function";
import { withdrawOnCancelled } from "./manifest.ts";

export const handler = eventFunction(withdrawOnCancelled, ({ FULFILLMENT_TABLE }) => {
  const shipments = dynamoShipmentStore({ dynamo: dynamo(), table: FULFILLMENT_TABLE });
  return {
    [cancelledV2.type]: ({ id: cause, data: { orderId, lines, items, confirmed } }, now) =>
      withdrawLines(shipments, { orderId, lines, places: items, confirmed, cause }, now),
  };
});
