import { expect, test } from "vitest";
import { minor } from "#kernel/money";
import { plusSeconds } from "#kernel/time";
import { accepted, rejected } from "#test/support/decisions";
import { openOperation } from "./operation.ts";
import { recordAnswer, withDueOperations } from "./operation-decisions.ts";
import type { OperationKey } from "./operation-key.ts";
import { newPayment, type Payment } from "./payment.ts";
import { agree, close } from "./payment-decisions.ts";
import { after, noon, orderId, termsWith } from "./spec-payments.ts";

const terms = termsWith();
const fresh = newPayment(orderId);
const placed = after(fresh, agree(fresh, terms)).payment;
const succeeded = { outcome: "succeeded" } as const;
const declined = { outcome: "failed", reason: "declined" } as const;
const paid = after(placed, recordAnswer(placed, "authorise", succeeded, noon)).payment;
const opened = (key: OperationKey, amount: number) =>
  ({ type: "operation-opened", operation: openOperation({ key, amount: minor(amount) }, noon) }) as const;

test("an answer is recorded while the end of its operation is not known, and a repeat changes nothing", () => {
  const operation = { key: "authorise", amount: minor(10_000), openedAt: noon } as const;
  expect(recordAnswer(placed, "authorise", succeeded, noon)).toEqual(
    accepted([{ type: "operation-answered", operation: { ...operation, state: "succeeded", endedAt: noon } }]),
  );
  expect(recordAnswer(placed, "authorise", { outcome: "unknown" }, noon)).toEqual(
    accepted([
      {
        type: "operation-answered",
        operation: { ...operation, state: "unknown", asks: 1, askAt: plusSeconds(noon, 5) },
      },
    ]),
  );
  expect(recordAnswer(paid, "authorise", succeeded, noon)).toEqual(accepted([]));
  expect(recordAnswer(paid, "authorise", { outcome: "pending" }, noon)).toEqual(accepted([]));
});

test("an answer to what was never asked, or against what was said before, is refused", () => {
  expect(recordAnswer(paid, "void", succeeded, noon)).toEqual(rejected({ code: "operation-unknown", key: "void" }));
  expect(recordAnswer(paid, "authorise", declined, noon)).toEqual(
    rejected({ code: "answer-contradicts", key: "authorise", state: "succeeded" }),
  );
});

test("what a decision makes due is opened by the same decision, and a rejection opens nothing", () => {
  const due = (payment: Payment, decision: ReturnType<typeof close>) => withDueOperations(payment, decision, noon);
  expect(due(fresh, agree(fresh, terms))).toEqual(
    accepted([{ type: "terms-agreed", terms }, opened("authorise", 10_000)]),
  );
  expect(due(paid, close(paid, "cancelled"))).toEqual(
    accepted([{ type: "order-closed", why: "cancelled" }, opened("void", 10_000)]),
  );
  expect(due(placed, close(placed, "lapsed"))).toEqual(accepted([{ type: "order-closed", why: "lapsed" }]));
  const contradiction = recordAnswer(paid, "authorise", declined, noon);
  expect(due(paid, contradiction)).toEqual(contradiction);
});
