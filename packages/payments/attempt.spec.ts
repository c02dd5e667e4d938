import fc from "fast-check";
import { expect, test } from "vitest";
import { minor } from "#kernel/money";
import { type Instant, millisecondsOf, plusSeconds } from "#kernel/time";
import { mayBecome } from "#kernel/transitions";
import { type Attempt, afterAnswer, attemptTransitions, isUnsettled, openAttempt } from "./attempt.ts";
import type { ProviderAnswer } from "./provider.ts";

const at = "2026-01-10T12:00:00.000Z" as Instant;
const opened = openAttempt({ key: "authorise", amount: minor(100) }, at);
const anAnswer = fc.constantFrom<ProviderAnswer>(
  { outcome: "succeeded" },
  { outcome: "failed", reason: "declined" },
  { outcome: "pending" },
  { outcome: "unknown" },
);

test("an attempt whose process died is asked for after half a minute", () =>
  expect(opened).toMatchObject({ state: "open", askAt: plusSeconds(at, 30) }));

test("a call without an answer is asked for soon, and then ever more rarely", () => {
  let attempt: Attempt = opened;
  const waits: number[] = [];
  for (let asked = 0; asked < 14 && isUnsettled(attempt); asked++) {
    attempt = afterAnswer(attempt, { outcome: "unknown" }, at);
    if (isUnsettled(attempt)) waits.push((millisecondsOf(attempt.askAt) - millisecondsOf(at)) / 1_000);
  }
  expect(waits.slice(0, 4)).toEqual([5, 10, 20, 40]);
  expect(waits.at(-1)).toBe(3_600);
});

test("silence takes nothing back of what is pending", () => {
  const pending = isUnsettled(opened) && afterAnswer(opened, { outcome: "pending" }, at);
  if (!pending || !isUnsettled(pending)) throw new Error("it must be pending");
  expect(afterAnswer(pending, { outcome: "unknown" }, at).state).toBe("pending");
});

test("no sequence of answers leaves the table of transitions, and what is final stays", () =>
  fc.assert(
    fc.property(fc.array(anAnswer), (answers) => {
      let attempt: Attempt = opened;
      for (const answer of answers) {
        if (!isUnsettled(attempt)) return;
        const next = afterAnswer(attempt, answer, at);
        expect(next.state === attempt.state || mayBecome(attemptTransitions, attempt.state, next.state)).toBe(true);
        attempt = next;
      }
    }),
  ));
