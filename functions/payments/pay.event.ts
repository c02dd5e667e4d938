import { payments } from "#market";
import { dynamoOrderStore } from "#ordering/dynamo-order-store";
import { cancellationCauseOf } from "#payments/payment";
import { agree } from "#payments/payment-decisions";
import { termsOf } from "#payments/payment-terms";
import { paymentsOnSandbox } from "#payments/sandbox/payments-on-sandbox";
import { dynamo } from "#platform/dynamo";
import { eventFunction } from "#platform/event-function";
import { pay } from "./manifest.ts";

export const handler = eventFunction(pay, (environment) => {
  const { service } = paymentsOnSandbox(environment);
  const orders = dynamoOrderStore({ dynamo: dynamo(), table: environment.ORDERING_TABLE });
  return {
    "archipelago.ordering.placed.v1": async ({ id: cause, data }, now) => {
      const order = await orders.findHead(data.orderId);
      if (!order) throw new Error("an order was placed that does not exist");
      const terms = termsOf({ payments }, data, order.paymentToken);
      const over = cancellationCauseOf(order.status);
      await service.handle({ orderId: data.orderId, cause, decide: (payment) => agree(payment, terms, over) }, now);
    },
  };
});
