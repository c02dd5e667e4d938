import { dynamoHoldStore } from "#inventory/dynamo-hold-store";
import { releaseHolds } from "#inventory/release-holds";
import { linesDispatchedV3 } from "#ordering/contracts/lines-dispatched.v3";
import { dynamo } from "#platform/dynamo";
import { eventFunction } from "#platform/event-function";
import { consumeHolds } from "./manifest.ts";

export const handler = eventFunction(consumeHolds, ({ INVENTORY_TABLE }) => {
  const holds = dynamoHoldStore({ dynamo: dynamo(), table: INVENTORY_TABLE });
  return {
    [linesDispatchedV3.type]: ({ id: cause, data: { orderId, items } }) =>
      releaseHolds(holds, orderId, { how: "consume", cause, items }),
  };
});
