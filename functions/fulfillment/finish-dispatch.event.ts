import { dynamoShipmentStore } from "#fulfillment/dynamo-shipment-store";
import { finishDispatch as finish } from "#fulfillment/finish-dispatch";
import { dynamo } from "#platform/dynamo";
import { eventFunction } from "#platform/event-function";
import { finishDispatch } from "./manifest.ts";

export const handler = eventFunction(finishDispatch, ({ FULFILLMENT_TABLE }) => {
  const shipments = dynamoShipmentStore({ dynamo: dynamo(), table: FULFILLMENT_TABLE });
  return {
    "archipelago.ordering.lines-dispatched.v1": ({ id: cause, data }, now) =>
      finish(shipments, { ...data, cause }, now),
  };
});
