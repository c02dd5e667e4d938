import type { Instant } from "#kernel/time";
import { type FieldError, type Problem, type ProblemCode, problem, unreadable } from "#platform/problem";
import { signatureInvalid, signatureMissing } from "./contracts/problems.ts";
import { learn } from "./decisions.ts";
import type { PaymentDesk } from "./payment-desk.ts";
import { type Notice, readProviderKey } from "./provider.ts";

export type NoticeProblem = Problem<"signature-missing" | "signature-invalid" | "unreadable">;

/**
 * Takes a provider's notification in. One that repeats, that came too late or that says nothing new is welcome too: the
 * provider must not send it again.
 * @returns the problem of a notification that is none
 */
export async function takeNotice(desk: PaymentDesk, notice: Notice, now: Instant): Promise<NoticeProblem | undefined> {
  switch (notice.outcome) {
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
    case "notice": {
      const named = readProviderKey(notice.key);
      if (!named)
        return refuse(unreadable, "the notification names no payment", "/data/key", "is no key of an operation");
      const { orderId, key } = named;
      await desk.handle({ orderId, decide: (payment) => learn(payment, key, notice.answer, now) }, now);
      return undefined;
    }
  }
}

const refuse = <Code extends string>(code: ProblemCode<Code>, text: string, ...[pointer, detail]: [string, string]) => {
  const errors: FieldError[] = [{ pointer, detail }];
  return problem(code, text, { errors });
};
