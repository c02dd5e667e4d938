import { dynamoHoldStore } from "#inventory/dynamo-hold-store";
import { releaseHolds as release } from "#inventory/release-holds";
import { dynamo } from "#platform/dynamo";
import { eventFunction } from "#platform/event-function";
import { releaseHolds } from "./manifest.ts";

export const handler = eventFunction(releaseHolds, ({ INVENTORY_TABLE }) => {
  const holds = dynamoHoldStore({ dynamo: dynamo(), table: INVENTORY_TABLE });
  return {
    "archipelago.ordering.cancelled.v1": ({ id: cause, data: { orderId, items } }) =>
      release(holds, orderId, { how: "release", cause, items }),
    "archipelago.ordering.lapsed.v1": ({ id: cause, data: { orderId } }) =>
      release(holds, orderId, { how: "close", cause }),
    "archipelago.ordering.refused.v1": ({ id: cause, data: { orderId } }) =>
      release(holds, orderId, { how: "close", cause }),
  };
});
