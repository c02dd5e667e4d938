import { deliverShipment } from "#fulfillment/deliver-shipment";
import { dispatchShipment } from "#fulfillment/dispatch-shipment";
import { dynamoShipmentStore } from "#fulfillment/dynamo-shipment-store";
import { listShipments } from "#fulfillment/list-shipments";
import type { DispatchRequest } from "#fulfillment/order-port";
import { showShipment } from "#fulfillment/show-shipment";
import type { Instant } from "#kernel/time";
import { carriers } from "#market";
import { approveDispatch } from "#ordering/approve-dispatch";
import type { OrderId } from "#ordering/contracts/ids";
import { dynamoOrderStore } from "#ordering/dynamo-order-store";
import { dynamo } from "#platform/dynamo";
import { httpFunction } from "#platform/http-function";
import { apiEnvironment, routes } from "./manifest.ts";

export const handler = httpFunction(routes, apiEnvironment, ({ FULFILLMENT_TABLE, ORDERING_TABLE }) => {
  const shipments = dynamoShipmentStore({ dynamo: dynamo(), table: FULFILLMENT_TABLE });
  const ordering = dynamoOrderStore({ dynamo: dynamo(), table: ORDERING_TABLE });
  const orders = {
    approveDispatch: async (request: DispatchRequest, now: Instant) => approveDispatch(ordering, request, now),
    destinationOf: async (id: OrderId) => (await ordering.findWithPersonalData(id))?.buyer,
  };
  const ports = { shipments, orders, carriers };
  return {
    show: ({ path, caller }) => showShipment(ports, path.id, caller),
    list: ({ query, caller, now }) => listShipments(ports, query, { caller, now }),
    dispatch: (request) => dispatchShipment(ports, request),
    deliver: (request) => deliverShipment(ports, request),
  };
});
