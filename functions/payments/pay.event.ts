import { market } from "#market";
import { dynamoOrderStore } from "#ordering/dynamo-order-store";
import { agree } from "#payments/decisions";
import { closingOf } from "#payments/payment";
import { deskOnSandbox } from "#payments/sandbox/sandbox-desk";
import { termsOf } from "#payments/terms";
import { dynamo } from "#platform/dynamo";
import { eventFunction } from "#platform/event-function";
import { pay } from "./manifest.ts";

export const handler = eventFunction(pay, (environment) => {
  const { desk } = deskOnSandbox(environment);
  const orders = dynamoOrderStore({ dynamo: dynamo(), table: environment.ORDERING_TABLE });
  return {
    "archipelago.ordering.placed.v1": async ({ id: cause, data }, now) => {
      const order = await orders.findHead(data.orderId);
      if (!order) throw new Error("an order was placed that does not exist");
      const terms = termsOf(market, data, order.paymentToken);
      const over = closingOf(order.status);
      await desk.handle({ orderId: data.orderId, cause, decide: (payment) => agree(payment, terms, over) }, now);
    },
  };
});
