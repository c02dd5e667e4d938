import { cancelPart, close } from "#payments/payment-decisions";
import { paymentsOnSandbox } from "#payments/sandbox/payments-on-sandbox";
import { eventFunction } from "#platform/event-function";
import { undo } from "./manifest.ts";

export const handler = eventFunction(undo, (environment) => {
  const { service } = paymentsOnSandbox(environment);
  return {
    "archipelago.ordering.lapsed.v1": async ({ id: cause, data: { orderId } }, now) => {
      await service.handle({ orderId, cause, decide: (payment) => close(payment, "lapsed") }, now);
    },
    "archipelago.ordering.refused.v1": async ({ id: cause, data: { orderId } }, now) => {
      await service.handle({ orderId, cause, decide: (payment) => close(payment, "refused") }, now);
    },
    "archipelago.ordering.cancelled.v1": async ({ id: cause, data: { orderId, whole, amount } }, now) => {
      await service.handle(
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
