import type { Instant } from "#kernel/time";
import { type FieldError, type Problem, type ProblemCode, problem, unreadable } from "#platform/problem";
import { signatureInvalid, signatureMissing } from "./contracts/problems.ts";
import { recordAnswer } from "./payment-decisions.ts";
import type { PaymentService } from "./payment-service.ts";
import { readProviderKey } from "./provider.ts";
import type { ProviderWebhook } from "./webhook.ts";

export type WebhookProblem = Problem<"signature-missing" | "signature-invalid" | "unreadable">;

/**
 * Records what a provider's webhook says. One that repeats, that came too late or that says nothing new is welcome too: the
 * provider must not send it again.
 * @returns the problem of a message that is no webhook of this provider
 */
export async function receiveWebhook(
  service: PaymentService,
  webhook: ProviderWebhook,
  now: Instant,
): Promise<WebhookProblem | undefined> {
  switch (webhook.outcome) {
    case "signature-missing":
      return refuse(
        signatureMissing,
        "the notification is not signed",
        "header:webhook-signature",
        "is required, as are webhook-id and webhook-timestamp",
      );
    case "signature-invalid":
      return refuse(
        signatureInvalid,
        "the signature is wrong or stale",
        "header:webhook-signature",
        "does not fit this body at this time",
      );
    case "unreadable":
      return refuse(unreadable, "the body is no notification of this provider", "", "is not what this provider sends");
    case "received": {
      const named = readProviderKey(webhook.key);
      if (!named)
        return refuse(unreadable, "the notification names no payment", "/data/key", "is no key of an operation");
      const { orderId, key } = named;
      await service.handle({ orderId, decide: (payment) => recordAnswer(payment, key, webhook.answer, now) }, now);
      return undefined;
    }
  }
}

const refuse = <Code extends string>(code: ProblemCode<Code>, text: string, ...[pointer, detail]: [string, string]) => {
  const errors: FieldError[] = [{ pointer, detail }];
  return problem(code, text, { errors });
};
