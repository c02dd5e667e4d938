import { expect, test } from "vitest";
import type { ShipmentId } from "#fulfillment/contracts/ids";
import { minor } from "#kernel/money";
import { changeBy } from "#platform/decide-and-save";
import { toValues } from "#platform/dynamo";
import { paymentEntity } from "./change-payment.ts";
import { recordAnswer } from "./operation-decisions.ts";
import { newPayment, type Payment } from "./payment.ts";
import { agree, dispatch } from "./payment-decisions.ts";
import type { PaymentDecision, PaymentEvent } from "./payment-event.ts";
import { paymentWrite } from "./payment-items.ts";
import { after, noon, orderId, stored, termsWith } from "./spec-payments.ts";

const shipment = "shp_01h2xcejqtf2nbrexx3vqjhp42" as ShipmentId;
const changeOf = (before: Payment, events: readonly PaymentEvent[], cause?: string) =>
  changeBy(paymentEntity, stored(before), events, { at: noon, cause });
const written = (before: Payment, decision: PaymentDecision, cause?: string) =>
  paymentWrite("payments", changeOf(before, after(before, decision).events, cause)).Put;

const fresh = newPayment(orderId);
const placed = after(fresh, agree(fresh, termsWith())).payment;
const succeeded = recordAnswer(placed, "authorise", { outcome: "succeeded" }, noon);
const paid = after(placed, succeeded).payment;

test("a payment is written for the first time where none is", () =>
  expect(written(fresh, agree(fresh, termsWith()))?.ConditionExpression).toBe("attribute_not_exists(pk)"));

test("a change repeats its version, the states it may follow and the sums that it needs as conditions", () => {
  const put = written(paid, dispatch(paid, shipment, minor(4_000)), "evt_1");
  expect(put?.ConditionExpression).toBe(
    "#version = :before AND #status IN (:from0, :from1, :from2) AND #uncaptured >= :taken AND #unrefunded >= :returned",
  );
  expect(put?.ExpressionAttributeValues).toEqual(
    toValues({
      ":before": 2,
      ":from0": "pending",
      ":from1": "unknown",
      ":from2": "authorised",
      ":taken": 4_000,
      ":returned": 0,
    }),
  );
  expect(put?.Item?.seen).toEqual({ SS: ["evt_1"] });
});

test("a write that publishes nothing takes away what the one before published", () => {
  expect(written(placed, succeeded)?.Item?.outbox?.S).toContain("payments.authorised.v2");
  expect(written(paid, dispatch(paid, shipment, minor(4_000)))?.Item).not.toHaveProperty("outbox");
});

test("no write takes a payment or an operation where its table does not allow", () => {
  const { authorise } = placed.operations;
  if (!authorise) throw new Error("a placed order is asked to pay");
  const undone: PaymentEvent = { type: "operation-answered", operation: authorise };
  expect(() => paymentWrite("payments", changeOf(paid, [undone]))).toThrow("cannot become open");
  const { operations: _, ...rest } = paid;
  const lost = { ...changeOf(paid, []), after: stored({ ...rest, operations: {} }) };
  expect(() => paymentWrite("payments", lost)).toThrow("what is authorised cannot become pending");
});
