import { dynamoHoldStore } from "#inventory/dynamo-hold-store";
import { releaseHolds as release } from "#inventory/release-holds";
import { cancelledV3 } from "#ordering/contracts/cancelled.v3";
import { lapsedV1 } from "#ordering/contracts/lapsed.v1";
import { refusedV1 } from "#ordering/contracts/refused.v1";
import { dynamo } from "#platform/dynamo";
import { eventFunction } from "#platform/event-function";
import { releaseHolds } from "./manifest.ts";

export const handler = eventFunction(releaseHolds, ({ INVENTORY_TABLE }) => {
  const holds = dynamoHoldStore({ dynamo: dynamo(), table: INVENTORY_TABLE });
  return {
    [cancelledV3.type]: ({ id: cause, data: { orderId, items } }) =>
      release(holds, orderId, { how: "release", cause, items }),
    [lapsedV1.type]: ({ id: cause, data: { orderId } }) => release(holds, orderId, { how: "close", cause }),
    [refusedV1.type]: ({ id: cause, data: { orderId } }) => release(holds, orderId, { how: "close", cause }),
  };
});
