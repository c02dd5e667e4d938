import { expect, test } from "vitest";
import { minor } from "#kernel/money";
import { plusSeconds } from "#kernel/time";
import { openOperation } from "./operation.ts";
import { recordAnswer } from "./operation-decisions.ts";
import { newPayment, type Payment } from "./payment.ts";
import { agree } from "./payment-decisions.ts";
import { paymentItem, readDue, readPayment } from "./payment-items.ts";
import { after, noon, orderId, termsWith } from "./spec-payments.ts";

const terms = termsWith({ reauthorisation: { validSeconds: 864_000, beforeSeconds: 86_400 } });
const fresh = newPayment(orderId);
const placed = after(fresh, agree(fresh, terms)).payment;
const paid = after(placed, recordAnswer(placed, "authorise", { outcome: "succeeded" }, noon)).payment;
const itemOf = (payment: Payment, seen: ReadonlySet<string> = new Set()) => paymentItem(payment, seen, []);

test.each([placed, paid])("a payment is read as it was written, operations, marks and all", (payment) => {
  const seen = new Set(["evt_1", "evt_2"]);
  expect(readPayment(itemOf(payment, seen))).toEqual({ state: payment, seen, beside: undefined });
  expect(readPayment(itemOf(payment)).seen).toEqual(new Set());
});

test("a payment is due when its first operation is to be polled, then when its authorisation is to be asked for again", () => {
  const later = openOperation({ key: "capture:shp_1", amount: minor(1) }, plusSeconds(noon, 60));
  const both = { ...placed, operations: { ...placed.operations, [later.key]: later } };
  const due = (payment: Payment) => readDue(itemOf(payment))?.since;
  expect([due(both), due(placed)]).toEqual([plusSeconds(noon, 30), plusSeconds(noon, 30)]);
  expect(due(paid)).toBe(plusSeconds(noon, 864_000 - 86_400));
  expect(itemOf({ ...paid, closed: "cancelled" }).dueAt).toBeUndefined();
});
