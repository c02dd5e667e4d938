import { dynamoOrderStore } from "#ordering/dynamo-order-store";
import { confirm, decline } from "#ordering/payment-decisions";
import { applyOrThrow } from "#platform/apply-or-throw";
import { dynamo } from "#platform/dynamo";
import { eventFunction } from "#platform/event-function";
import { settlePayment } from "./manifest.ts";

export const handler = eventFunction(settlePayment, ({ ORDERING_TABLE }) => {
  const orders = dynamoOrderStore({ dynamo: dynamo(), table: ORDERING_TABLE });
  return {
    "archipelago.payments.authorised.v1": ({ id, data }, at) =>
      applyOrThrow(orders.changeHead(data.orderId, { id, at }, (order) => confirm(order, at))),
    "archipelago.payments.declined.v1": ({ id, data }, at) =>
      applyOrThrow(orders.change(data.orderId, { id, at }, decline)),
  };
});
