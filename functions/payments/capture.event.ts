import { dispatch } from "#payments/payment-decisions";
import { paymentsOnSandbox } from "#payments/sandbox/payments-on-sandbox";
import { eventFunction } from "#platform/event-function";
import { capture } from "./manifest.ts";

export const handler = eventFunction(capture, (environment) => {
  const { service } = paymentsOnSandbox(environment);
  return {
    "archipelago.ordering.lines-dispatched.v1": async ({ id: cause, data }, now) => {
      const { orderId, shipmentId, amount } = data;
      await service.handle({ orderId, cause, decide: (payment) => dispatch(payment, shipmentId, amount) }, now);
    },
  };
});
