import { dynamoShipmentStore } from "#fulfillment/dynamo-shipment-store";
import { finishDispatch as finish } from "#fulfillment/finish-dispatch";
import { linesDispatchedV3 } from "#ordering/contracts/lines-dispatched.v3";
import { dynamo } from "#platform/dynamo";
import { eventFunction } from "#platform/event-function";
import { finishDispatch } from "./manifest.ts";

export const handler = eventFunction(finishDispatch, ({ FULFILLMENT_TABLE }) => {
  const shipments = dynamoShipmentStore({ dynamo: dynamo(), table: FULFILLMENT_TABLE });
  return {
    [linesDispatchedV3.type]: ({ id: cause, data }, now) => finish(shipments, { ...data, cause }, now),
  };
});
