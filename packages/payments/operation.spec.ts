import fc from "fast-check";
import { expect, test } from "vitest";
import { minor } from "#kernel/money";
import { type Instant, millisecondsOf, plusSeconds } from "#kernel/time";
import { mayBecome } from "#kernel/transitions";
import { afterAnswer, isInFlight, openOperation, operationTransitions, type PaymentOperation } from "./operation.ts";
import type { ProviderAnswer } from "./provider.ts";

const at = "2026-01-10T12:00:00.000Z" as Instant;
const opened = openOperation({ key: "authorise", amount: minor(100) }, at);
const anAnswer = fc.constantFrom<ProviderAnswer>(
  { outcome: "succeeded" },
  { outcome: "failed", reason: "declined" },
  { outcome: "pending" },
  { outcome: "unknown" },
);

test("an operation whose process died is asked for after half a minute", () =>
  expect(opened).toMatchObject({ state: "open", askAt: plusSeconds(at, 30) }));

test("a call without an answer is asked for soon, and then ever more rarely", () => {
  let operation: PaymentOperation = opened;
  const waits: number[] = [];
  for (let asked = 0; asked < 14 && isInFlight(operation); asked++) {
    operation = afterAnswer(operation, { outcome: "unknown" }, at);
    if (isInFlight(operation)) waits.push((millisecondsOf(operation.askAt) - millisecondsOf(at)) / 1_000);
  }
  expect(waits.slice(0, 4)).toEqual([5, 10, 20, 40]);
  expect(waits.at(-1)).toBe(3_600);
});

test("silence takes nothing back of what is pending", () => {
  const pending = isInFlight(opened) && afterAnswer(opened, { outcome: "pending" }, at);
  if (!pending || !isInFlight(pending)) throw new Error("it must be pending");
  expect(afterAnswer(pending, { outcome: "unknown" }, at).state).toBe("pending");
});

test("no sequence of answers leaves the table of transitions, and what is final stays", () =>
  fc.assert(
    fc.property(fc.array(anAnswer), (answers) => {
      let operation: PaymentOperation = opened;
      for (const answer of answers) {
        if (!isInFlight(operation)) return;
        const next = afterAnswer(operation, answer, at);
        expect(next.state === operation.state || mayBecome(operationTransitions, operation.state, next.state)).toBe(
          true,
        );
        operation = next;
      }
    }),
  ));
