import { cancelOrder } from "#ordering/cancel-order";
import { dynamoOrderList } from "#ordering/dynamo-order-list";
import { dynamoOrderStore } from "#ordering/dynamo-order-store";
import { listOrders } from "#ordering/list-orders";
import { onePayment, type ReadPayments } from "#ordering/payments-port";
import { showOrder } from "#ordering/show-order";
import { findPayments } from "#payments/dynamo-payment-summaries";
import { dynamo } from "#platform/dynamo";
import { httpFunction } from "#platform/http-function";
import { apiEnvironment, routes } from "./manifest.ts";

export const handler = httpFunction(routes, apiEnvironment, ({ ORDERING_TABLE, PAYMENTS_TABLE }) => {
  const handle = { dynamo: dynamo(), table: ORDERING_TABLE };
  const orders = dynamoOrderStore(handle);
  const list = dynamoOrderList(handle);
  const readPayments: ReadPayments = (ids) => findPayments({ dynamo: dynamo(), table: PAYMENTS_TABLE }, ids);
  const readPayment = onePayment(readPayments);
  return {
    show: ({ path: { id }, caller }) => showOrder({ orders, readPayment }, { id, caller }),
    list: ({ query, caller }) => listOrders({ list, readPayments }, { query, caller }),
    cancel: ({ path: { id }, body, caller, now, idempotency }) =>
      cancelOrder({ orders, readPayment }, { id, cancellation: body, caller, now, idempotency }),
  };
});
