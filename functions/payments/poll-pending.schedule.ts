import { pollPayment } from "#payments/poll-payment";
import { pollPending as poll } from "#payments/poll-pending";
import { paymentsOnSandbox } from "#payments/sandbox/payments-on-sandbox";
import { scheduleFunction } from "#platform/schedule-function";
import { pollPending } from "./manifest.ts";

export const handler = scheduleFunction(pollPending, (environment) => {
  const ports = paymentsOnSandbox(environment);
  return (now) => poll(ports.payments, ({ orderId }) => pollPayment(ports, orderId, now), now);
});
