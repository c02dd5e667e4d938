import { add, type Minor, subtract, zero } from "#kernel/money";
import type { Instant } from "#kernel/time";
import type { CaptureMode } from "../payment-terms.ts";
import type { ProviderAnswer, ProviderKey } from "../provider.ts";
import type { Script } from "./tokens.ts";

/** What the provider keeps of one payment, in the currency's minor unit. It checks for itself what may be moved, and never trusts the shop. */
export type Account = {
  readonly captureMode: CaptureMode;
  readonly authorised: Minor;
  readonly captured: Minor;
  readonly voided: Minor;
  readonly refunded: Minor;
  /** From when on the authorisation stands. */
  readonly standsFrom: Instant;
};

/** What the shop may ask for. */
export type Operation =
  | {
      readonly kind: "authorise";
      readonly amount: Minor;
      readonly captureMode: CaptureMode;
      readonly payBy: Instant;
      readonly script: Script;
    }
  | { readonly kind: "reauthorise" | "capture" | "void" | "refund"; readonly amount: Minor };

/** An operation as it is kept for ever: its key answers the same however often it is sent. */
export type OperationRecord = {
  readonly key: ProviderKey;
  readonly kind: Operation["kind"];
  readonly amount: Minor;
  readonly result: Script["result"];
  readonly knownFrom: Instant;
};

/** What an operation did: `account` as it is afterwards, none where there is none. */
export type Outcome = { readonly account: Account | undefined } & Pick<OperationRecord, "result" | "knownFrom">;

/** Carries an operation out on an account. A refused one leaves the account as it is. */
export function carryOut(account: Account | undefined, operation: Operation, now: Instant): Outcome {
  if (operation.kind === "authorise") return authorise(account, operation, now);
  const refuse = (reason: string): Outcome => ({ account, knownFrom: now, result: { outcome: "failed", reason } });
  if (!account || account.standsFrom > now) return refuse("not-authorised");
  const { amount } = operation;
  const open = subtract(account.authorised, add(account.captured, account.voided));
  const moved = (change: Partial<Account>): Outcome => ({
    account: { ...account, ...change },
    knownFrom: now,
    result: { outcome: "succeeded" },
  });
  switch (operation.kind) {
    case "reauthorise":
      return open > 0 ? moved({}) : refuse("nothing-authorised");
    case "capture":
      return amount <= open ? moved({ captured: add(account.captured, amount) }) : refuse("more-than-authorised");
    case "void":
      return amount <= open ? moved({ voided: add(account.voided, amount) }) : refuse("more-than-authorised");
    case "refund":
      return amount <= subtract(account.captured, account.refunded)
        ? moved({ refunded: add(account.refunded, amount) })
        : refuse("more-than-captured");
  }
}

function authorise(
  account: Account | undefined,
  { amount, captureMode, payBy, script }: Extract<Operation, { kind: "authorise" }>,
  now: Instant,
): Outcome {
  if (account) return { account, knownFrom: now, result: { outcome: "failed", reason: "already-authorised" } };
  const { result } = script;
  const knownFrom = script.knownFrom(now, payBy);
  if (result.outcome === "failed") return { account, knownFrom, result };
  const captured = capturedAtOnce[captureMode](amount);
  const opened = { captureMode, authorised: amount, captured, voided: zero, refunded: zero };
  return { account: { ...opened, standsFrom: knownFrom }, knownFrom, result };
}

/** How much of an authorisation arrives with it. */
const capturedAtOnce: Readonly<Record<CaptureMode, (authorised: Minor) => Minor>> = {
  deferred: () => zero,
  immediate: (authorised) => authorised,
};

/** What the provider says of an operation at a time: until its end is known, that it is pending. */
export const answerAt = (
  { result, knownFrom }: Pick<OperationRecord, "result" | "knownFrom">,
  now: Instant,
): ProviderAnswer => (knownFrom <= now ? result : { outcome: "pending" });
