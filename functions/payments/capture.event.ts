import { linesDispatchedV3 } from "#ordering/contracts/lines-dispatched.v3";
import { changePayment } from "#payments/change-payment";
import { dispatch } from "#payments/payment-decisions";
import { paymentsOnSandbox } from "#payments/sandbox/payments-on-sandbox";
import { eventFunction } from "#platform/event-function";
import { capture } from "./manifest.ts";

export const handler = eventFunction(capture, (environment) => {
  const ports = paymentsOnSandbox(environment);
  return {
    [linesDispatchedV3.type]: async ({ id: cause, data: { orderId, shipmentId, share } }, now) => {
      await changePayment(ports, {
        orderId,
        cause,
        at: now,
        decide: (payment) => dispatch(payment, shipmentId, share.amount),
      });
    },
  };
});
