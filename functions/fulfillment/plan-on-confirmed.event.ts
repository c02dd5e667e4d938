import { dynamoShipmentStore } from "#fulfillment/dynamo-shipment-store";
import type { Allocation } from "#fulfillment/order-port";
import { planOrder } from "#fulfillment/plan-order";
import type { Instant } from "#kernel/time";
import { allocateShipments } from "#ordering/allocate-shipments";
import { confirmedV2 } from "#ordering/contracts/confirmed.v2";
import type { OrderId } from "#ordering/contracts/ids";
import { dynamoOrderStore } from "#ordering/dynamo-order-store";
import { findLines } from "#ordering/find-lines";
import { dynamo } from "#platform/dynamo";
import { eventFunction } from "#platform/event-function";
import { planOnConfirmed } from "./manifest.ts";

export const handler = eventFunction(planOnConfirmed, ({ FULFILLMENT_TABLE, ORDERING_TABLE }) => {
  const shipments = dynamoShipmentStore({ dynamo: dynamo(), table: FULFILLMENT_TABLE });
  const ordering = dynamoOrderStore({ dynamo: dynamo(), table: ORDERING_TABLE });
  const orders = {
    linesOf: (id: OrderId) => findLines(ordering, id),
    allocate: (id: OrderId, shipments: readonly Allocation[], now: Instant) =>
      allocateShipments(ordering, id, shipments, now),
  };
  return {
    [confirmedV2.type]: ({ data }, now) => planOrder({ shipments, orders }, data.orderId, now),
  };
});
