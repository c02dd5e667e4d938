import { expect, test } from "vitest";
import type { ShipmentId } from "#fulfillment/contracts/ids";
import { minor } from "#kernel/money";
import { plusSeconds } from "#kernel/time";
import { accepted, rejected } from "#test/support/decisions";
import { openOperation } from "./operation.ts";
import type { OperationKey } from "./operation-key.ts";
import { newPayment, type Payment } from "./payment.ts";
import { agree, cancel, cancelPart, close, dispatch, recordAnswer, withDueOperations } from "./payment-decisions.ts";
import { after, noon, orderId, termsWith } from "./spec-payments.ts";

const shipment = "shp_01h2xcejqtf2nbrexx3vqjhp42" as ShipmentId;
const terms = termsWith();
const fresh = newPayment(orderId);
const placed = after(fresh, agree(fresh, terms)).payment;
const succeeded = { outcome: "succeeded" } as const;
const declined = { outcome: "failed", reason: "declined" } as const;
const paid = after(placed, recordAnswer(placed, "authorise", succeeded, noon)).payment;
const lapsed = after(placed, close(placed, "lapsed")).payment;
const opened = (key: OperationKey, amount: number) =>
  ({ type: "operation-opened", operation: openOperation({ key, amount: minor(amount) }, noon) }) as const;

test("terms are agreed once, whatever is said of them later", () => {
  expect(agree(fresh, terms)).toEqual(accepted([{ type: "terms-agreed", terms }]));
  expect(agree(placed, termsWith({ total: minor(1) }))).toEqual(accepted([]));
});

test("an order that was over when it was placed closes its payment, unless that was known", () => {
  expect(agree(fresh, terms, "refused")).toEqual(
    accepted([
      { type: "order-closed", why: "refused" },
      { type: "terms-agreed", terms },
    ]),
  );
  const tombstone = after(fresh, close(fresh, "lapsed")).payment;
  expect(agree(tombstone, terms, "refused")).toEqual(accepted([{ type: "terms-agreed", terms }]));
});

test("the first reason for which nothing will be sent stands", () => {
  expect(close(placed, "lapsed")).toEqual(accepted([{ type: "order-closed", why: "lapsed" }]));
  expect(close(lapsed, "cancelled")).toEqual(accepted([]));
});

test("a part is cancelled once for each cause", () => {
  const part = { type: "amount-cancelled", cause: "evt_1", amount: minor(100) } as const;
  expect(cancelPart(placed, "evt_1", minor(100))).toEqual(accepted([part]));
  expect(cancelPart(after(placed, accepted([part])).payment, "evt_1", minor(100))).toEqual(accepted([]));
});

test("a cancellation closes the payment when nothing is left of the order", () => {
  expect(cancel(placed, "evt_1", { whole: true, amount: minor(10_000) })).toEqual(
    accepted([{ type: "order-closed", why: "cancelled" }]),
  );
  expect(cancel(placed, "evt_1", { whole: false, amount: minor(100) })).toEqual(
    accepted([{ type: "amount-cancelled", cause: "evt_1", amount: minor(100) }]),
  );
});

test("a shipment's part is captured once", () => {
  const left = { type: "shipment-dispatched", shipmentId: shipment, amount: minor(100) } as const;
  expect(dispatch(paid, shipment, minor(100))).toEqual(accepted([left]));
  expect(dispatch(after(paid, accepted([left])).payment, shipment, minor(100))).toEqual(accepted([]));
});

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
