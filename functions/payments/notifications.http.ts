import { takeNotice } from "#payments/notices";
import { noticeReader } from "#payments/sandbox/notification";
import { sandboxName } from "#payments/sandbox/provider";
import { deskOnSandbox } from "#payments/sandbox/sandbox-desk";
import { answer } from "#platform/answer";
import { httpFunction } from "#platform/http-function";
import { notFound, problem } from "#platform/problem";
import { secretOf } from "#platform/secret";
import { notificationsEnvironment, routes } from "./manifest.ts";

export const handler = httpFunction(routes, notificationsEnvironment, (environment) => {
  const { desk } = deskOnSandbox(environment);
  const secret = secretOf(environment.PROVIDER_SECRET_ARN);
  return {
    async notify({ path, rawBody, headers, now }) {
      if (path.provider !== sandboxName) return problem(notFound, "no such payment provider");
      const notice = noticeReader(await secret())(rawBody, headers);
      const refusal = await takeNotice(desk, notice, now);
      return refusal ?? answer(204);
    },
  };
});
