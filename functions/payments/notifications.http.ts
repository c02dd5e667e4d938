import { receiveWebhook } from "#payments/receive-webhook";
import { webhookReader } from "#payments/sandbox/notification";
import { paymentsOnSandbox } from "#payments/sandbox/payments-on-sandbox";
import { sandboxName } from "#payments/sandbox/provider";
import { httpFunction } from "#platform/http-function";
import { secretOf } from "#platform/secret";
import { notificationsEnvironment, routes } from "./manifest.ts";

export const handler = httpFunction(routes, notificationsEnvironment, (environment) => {
  const ports = paymentsOnSandbox(environment);
  const readers = new Map([[sandboxName, webhookReader(secretOf(environment.PROVIDER_SECRET_ARN))]]);
  return { notify: (request) => receiveWebhook(ports, readers, request) };
});
