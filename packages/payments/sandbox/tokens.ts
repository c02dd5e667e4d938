import { type Instant, plusSeconds } from "#kernel/time";

/** How the provider behaves towards one authorisation. */
export type Script = {
  /** What the call itself is answered: the result, that it is pending, or nothing at all. */
  readonly call: "result" | "pending" | "silence";
  readonly result: { readonly outcome: "succeeded" } | { readonly outcome: "failed"; readonly reason: string };
  /** From when on the result is known. */
  readonly knownFrom: (now: Instant, payBy: Instant) => Instant;
  /** The webhooks sent, each so many seconds after the result is known. */
  readonly webhooks: readonly { readonly says: "pending" | "result"; readonly afterSeconds: number }[];
};

const succeeded = { outcome: "succeeded" } as const;
const declined = { outcome: "failed", reason: "declined" } as const;
const atOnce = (now: Instant): Instant => now;
const atOnceSucceeded = { call: "result", result: succeeded, knownFrom: atOnce, webhooks: [] } as const;

/** Orders lapse by a minutely sweep, which may itself be late: two minutes after the due time it has been. */
const secondsLate = 120;

/** The test tokens, in the manner in which payment companies publish theirs. */
const scripts: Readonly<Record<string, Script>> = {
  tok_ok: atOnceSucceeded,
  tok_declined: { ...atOnceSucceeded, result: declined },
  tok_timeout: { ...atOnceSucceeded, call: "silence" },
  tok_timeout_declined: { ...atOnceSucceeded, call: "silence", result: declined },
  tok_slow: {
    call: "pending",
    result: succeeded,
    knownFrom: (now) => plusSeconds(now, 5),
    webhooks: [{ says: "result", afterSeconds: 0 }],
  },
  tok_late: {
    call: "pending",
    result: succeeded,
    knownFrom: (_, payBy) => plusSeconds(payBy, secondsLate),
    webhooks: [{ says: "result", afterSeconds: 0 }],
  },
  tok_lost: { call: "pending", result: succeeded, knownFrom: atOnce, webhooks: [] },
  tok_thrice: {
    call: "pending",
    result: succeeded,
    knownFrom: atOnce,
    webhooks: [
      { says: "result", afterSeconds: 1 },
      { says: "pending", afterSeconds: 2 },
      { says: "result", afterSeconds: 2 },
      { says: "pending", afterSeconds: 0 },
      { says: "result", afterSeconds: 3 },
      { says: "pending", afterSeconds: 3 },
    ],
  },
};

/** The script of a token. No token is `tok_ok`; one that nobody issued is declined. */
export const scriptOf = (token: string | undefined): Script =>
  scripts[token ?? "tok_ok"] ?? { ...atOnceSucceeded, result: { outcome: "failed", reason: "unknown-token" } };
