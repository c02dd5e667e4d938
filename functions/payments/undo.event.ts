import { cancelledV3 } from "#ordering/contracts/cancelled.v3";
import { lapsedV1 } from "#ordering/contracts/lapsed.v1";
import { refusedV1 } from "#ordering/contracts/refused.v1";
import { changePayment } from "#payments/change-payment";
import { cancel, close } from "#payments/payment-decisions";
import { paymentsOnSandbox } from "#payments/sandbox/payments-on-sandbox";
import { eventFunction } from "#platform/event-function";
import { undo } from "./manifest.ts";

export const handler = eventFunction(undo, (environment) => {
  const ports = paymentsOnSandbox(environment);
  return {
    [lapsedV1.type]: async ({ id: cause, data: { orderId } }, now) => {
      await changePayment(ports, { orderId, cause, at: now, decide: (payment) => close(payment, "lapsed") });
    },
    [refusedV1.type]: async ({ id: cause, data: { orderId } }, now) => {
      await changePayment(ports, { orderId, cause, at: now, decide: (payment) => close(payment, "refused") });
    },
    [cancelledV3.type]: async ({ id: cause, data }, now) => {
      const { orderId } = data;
      await changePayment(ports, { orderId, cause, at: now, decide: (payment) => cancel(payment, cause, data) });
    },
  };
});
