import type { ShipmentId } from "#fulfillment/contracts/ids";
import type { Minor } from "#kernel/money";
import { type Instant, plusSeconds } from "#kernel/time";
import type { Transitions } from "#kernel/transitions";
import type { ProviderAnswer } from "./provider.ts";

/** What an attempt is for. Unique within its payment, and known before the provider is called. */
export type AttemptKey = "authorise" | "void" | `renew:${number}` | `capture:${ShipmentId}` | `refund:${string}`;
export type AttemptKind = "authorise" | "renew" | "capture" | "void" | "refund";

export const kindOf = (key: AttemptKey): AttemptKind => key.split(":", 1)[0] as AttemptKind;

/** Something to be carried out at the provider. */
export type Wanted = { readonly key: AttemptKey; readonly amount: Minor };

/**
 * A call of the provider, written down before it is made.
 * `open`: no answer is known yet; `unknown`: none came; `pending`: the provider will tell. All three are asked for at
 * `askAt`. `succeeded` and `failed` are final.
 */
export type Attempt = Wanted & { readonly openedAt: Instant } & AttemptState;
type AttemptState =
  | { readonly state: "open" | "unknown" | "pending"; readonly asks: number; readonly askAt: Instant }
  | { readonly state: "succeeded"; readonly endedAt: Instant }
  | { readonly state: "failed"; readonly reason: string; readonly endedAt: Instant };

export const attemptTransitions = {
  open: ["unknown", "pending", "succeeded", "failed"],
  unknown: ["unknown", "pending", "succeeded", "failed"],
  pending: ["pending", "succeeded", "failed"],
  succeeded: [],
  failed: [],
} as const satisfies Transitions<Attempt["state"]>;

/** An attempt as it is written before the call. A process that dies now is made good by the first question. */
export const openAttempt = ({ key, amount }: Wanted, at: Instant): Attempt => ({
  key,
  amount,
  openedAt: at,
  state: "open",
  asks: 0,
  askAt: plusSeconds(at, secondsUntilAsked.open),
});

export type Unsettled = Extract<Attempt, { state: "open" | "unknown" | "pending" }>;
export const isUnsettled = (attempt: Attempt): attempt is Unsettled =>
  attempt.state !== "succeeded" && attempt.state !== "failed";

/** The first wait. A call takes less than `open`, an answer that never came is worth a question soon, and a provider
 *  that promised to tell gets some time to do so. */
const secondsUntilAsked = { open: 30, unknown: 5, pending: 30 } as const;
const longestWaitSeconds = 3_600;

/** An unsettled attempt after one more answer. Questions become rarer, doubling up to one an hour, and never end. */
export function afterAnswer(
  { key, amount, openedAt, state, asks }: Unsettled,
  answer: ProviderAnswer,
  at: Instant,
): Attempt {
  const known = { key, amount, openedAt };
  switch (answer.outcome) {
    case "succeeded":
      return { ...known, state: "succeeded", endedAt: at };
    case "failed":
      return { ...known, state: "failed", reason: answer.reason, endedAt: at };
    default: {
      const next = state === "pending" ? state : answer.outcome; // not to hear is no news of what is pending
      const wait = Math.min(secondsUntilAsked[next] * 2 ** Math.min(asks, 12), longestWaitSeconds);
      return { ...known, state: next, asks: asks + 1, askAt: plusSeconds(at, wait) };
    }
  }
}
