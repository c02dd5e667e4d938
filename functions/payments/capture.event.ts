import { dispatch } from "#payments/decisions";
import { deskOnSandbox } from "#payments/sandbox/sandbox-desk";
import { eventFunction } from "#platform/event-function";
import { capture } from "./manifest.ts";

export const handler = eventFunction(capture, (environment) => {
  const { desk } = deskOnSandbox(environment);
  return {
    "archipelago.ordering.lines-dispatched.v1": async ({ id: cause, data }, now) => {
      const { orderId, shipmentId, amount } = data;
      await desk.handle({ orderId, cause, decide: (payment) => dispatch(payment, shipmentId, amount) }, now);
    },
  };
});
