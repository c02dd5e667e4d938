import type { Instant } from "#kernel/time";
import { answer } from "#platform/answer";
import { type FieldError, notFound, type ProblemCode, problem, unreadable } from "#platform/problem";
import { changePayment, type PaymentPorts } from "./change-payment.ts";
import { signatureInvalid, signatureMissing } from "./contracts/problems.ts";
import { recordAnswer } from "./operation-decisions.ts";
import { readProviderKey } from "./provider.ts";
import type { WebhookReader } from "./webhook.ts";

/** A request that claims to come from a provider. */
export type WebhookRequest = {
  readonly path: { readonly provider: string };
  readonly rawBody: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly now: Instant;
};

/**
 * Records what a provider's webhook says of an operation. One that repeats, that comes too late or that says nothing new
 * is welcome too: the provider must not send it again.
 * @param readers the reader of each provider's webhooks, by the provider's name
 * @throws ContentionError when others kept coming between
 */
export async function receiveWebhook(
  ports: PaymentPorts,
  readers: ReadonlyMap<string, WebhookReader>,
  { path, rawBody, headers, now }: WebhookRequest,
) {
  const read = readers.get(path.provider);
  if (!read) return problem(notFound, "no such payment provider");
  const webhook = await read(rawBody, headers);
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
      await changePayment(ports, {
        orderId,
        decide: (payment) => recordAnswer(payment, key, webhook.answer, now),
        at: now,
      });
      return answer(204);
    }
  }
}

const refuse = <Code extends string>(code: ProblemCode<Code>, text: string, ...[pointer, detail]: [string, string]) => {
  const errors: FieldError[] = [{ pointer, detail }];
  return problem(code, text, { errors });
};
