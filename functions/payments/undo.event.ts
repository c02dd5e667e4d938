import { cancelPart, close } from "#payments/decisions";
import { deskOnSandbox } from "#payments/sandbox/sandbox-desk";
import { eventFunction } from "#platform/event-function";
import { undo } from "./manifest.ts";

export const handler = eventFunction(undo, (environment) => {
  const { desk } = deskOnSandbox(environment);
  return {
    "archipelago.ordering.lapsed.v1": async ({ id: cause, data: { orderId } }, now) => {
      await desk.handle({ orderId, cause, decide: (payment) => close(payment, "lapsed") }, now);
    },
    "archipelago.ordering.refused.v1": async ({ id: cause, data: { orderId } }, now) => {
      await desk.handle({ orderId, cause, decide: (payment) => close(payment, "refused") }, now);
    },
    "archipelago.ordering.cancelled.v1": async ({ id: cause, data: { orderId, whole, amount } }, now) => {
      await desk.handle(
        {
          orderId,
          cause,
          decide: (payment) => (whole ? close(payment, "cancelled") : cancelPart(payment, cause, amount)),
        },
        now,
      );
    },
  };
});
