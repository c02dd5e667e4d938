import { pollPayment } from "#payments/poll-payment";
import { pollPending } from "#payments/poll-pending";
import { paymentsOnSandbox } from "#payments/sandbox/payments-on-sandbox";
import { scheduleFunction } from "#platform/schedule-function";
import * as manifest from "./manifest.ts";

export const handler = scheduleFunction(manifest.pollPending, (environment) => {
  const ports = paymentsOnSandbox(environment);
  return (now) => pollPending(ports.payments, ({ orderId }) => pollPayment(ports, orderId, now), now);
});
