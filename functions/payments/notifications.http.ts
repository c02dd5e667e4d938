import { receiveWebhook } from "#payments/receive-webhook";
import { webhookReader } from "#payments/sandbox/notification";
import { paymentsOnSandbox } from "#payments/sandbox/payments-on-sandbox";
import { sandboxName } from "#payments/sandbox/provider";
import { answer } from "#platform/answer";
import { httpFunction } from "#platform/http-function";
import { notFound, problem } from "#platform/problem";
import { secretOf } from "#platform/secret";
import { notificationsEnvironment, routes } from "./manifest.ts";

export const handler = httpFunction(routes, notificationsEnvironment, (environment) => {
  const { service } = paymentsOnSandbox(environment);
  const secret = secretOf(environment.PROVIDER_SECRET_ARN);
  return {
    async notify({ path, rawBody, headers, now }) {
      if (path.provider !== sandboxName) return problem(notFound, "no such payment provider");
      const webhook = webhookReader(await secret())(rawBody, headers);
      const refusal = await receiveWebhook(service, webhook, now);
      return refusal ?? answer(204);
    },
  };
});
