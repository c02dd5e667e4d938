import { dynamoShipmentStore } from "#fulfillment/dynamo-shipment-store";
import { withdrawCancelled } from "#fulfillment/withdraw-lines";
import { cancelledV3 } from "#ordering/contracts/cancelled.v3";
import type { OrderId } from "#ordering/contracts/ids";
import { dynamoOrderStore } from "#ordering/dynamo-order-store";
import { findLines } from "#ordering/find-lines";
import { dynamo } from "#platform/dynamo";
import { eventFunction } from "#platform/event-function";
import { withdrawOnCancelled } from "./manifest.ts";

export const handler = eventFunction(withdrawOnCancelled, ({ FULFILLMENT_TABLE, ORDERING_TABLE }) => {
  const ordering = dynamoOrderStore({ dynamo: dynamo(), table: ORDERING_TABLE });
  const ports = {
    shipments: dynamoShipmentStore({ dynamo: dynamo(), table: FULFILLMENT_TABLE }),
    orders: { linesOf: (id: OrderId) => findLines(ordering, id) },
  };
  return { [cancelledV3.type]: ({ data }, now) => withdrawCancelled(ports, data, now) };
});
