import { cancelOrder } from "#ordering/cancel-order";
import type { OrderId } from "#ordering/contracts/ids";
import { dynamoOrderList } from "#ordering/dynamo-order-list";
import { dynamoOrderStore } from "#ordering/dynamo-order-store";
import { listOrders } from "#ordering/list-orders";
import { showOrder } from "#ordering/show-order";
import { findPayment, findPayments } from "#payments/dynamo-payment-summaries";
import { dynamo } from "#platform/dynamo";
import { httpFunction } from "#platform/http-function";
import { apiEnvironment, routes } from "./manifest.ts";

export const handler = httpFunction(routes, apiEnvironment, ({ ORDERING_TABLE, PAYMENTS_TABLE }) => {
  const handle = { dynamo: dynamo(), table: ORDERING_TABLE };
  const orders = dynamoOrderStore(handle);
  const list = dynamoOrderList(handle);
  const payments = { dynamo: dynamo(), table: PAYMENTS_TABLE };
  const readPayment = (id: OrderId) => findPayment(payments, id);
  return {
    show: ({ path: { id }, caller }) => showOrder({ orders, readPayment }, { id, caller }),
    list: ({ query, caller, now }) =>
      listOrders({ list, readPayments: (ids) => findPayments(payments, ids) }, { query, caller, now }),
    cancel: ({ path: { id }, body, caller, now, idempotency }) =>
      cancelOrder({ orders, readPayment }, { id, cancellation: body, caller, now, idempotency }),
  };
});
