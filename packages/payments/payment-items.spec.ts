import { expect, test } from "vitest";
import { minor } from "#kernel/money";
import { type Instant, plusSeconds } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import { toItem } from "#platform/dynamo";
import { eventOf } from "#platform/event-envelope";
import { integrationEvents } from "./integration-events.ts";
import { openOperation } from "./operation.ts";
import { newPayment, type Payment } from "./payment.ts";
import { agree, recordAnswer, take } from "./payment-decisions.ts";
import { paymentAttributes, paymentKey, readDue, readPayment } from "./payment-items.ts";
import type { PaymentTerms } from "./payment-terms.ts";
import { paymentWrite } from "./payment-writes.ts";

const orderId = "ord_01h2xcejqtf2nbrexx3vqjhp41" as OrderId;
const now = "2026-01-10T12:00:00.000Z" as Instant;
const terms: PaymentTerms = {
  total: minor(10_000),
  currency: "XTS",
  method: "card",
  captureMode: "deferred",
  dueAt: plusSeconds(now, 900),
  reauthorisation: { validSeconds: 864_000, beforeSeconds: 86_400 },
};
const step = (payment: Payment, decision: ReturnType<typeof agree>): Payment =>
  take(payment, decision.outcome === "accepted" ? decision.events : [], now).after;
const placed = step(newPayment(orderId), agree(newPayment(orderId), terms));
const paid = step(placed, recordAnswer(placed, "authorise", { outcome: "succeeded" }, now));
const itemOf = (payment: Payment) => toItem({ ...paymentKey(orderId), ...paymentAttributes(payment) });

test.each([placed, paid])("a payment is read as it was written, operations and all", (payment) =>
  expect(readPayment(itemOf(payment))).toEqual(payment),
);

test("a payment is due when its first operation is to be asked for, then when its promise is to be renewed", () => {
  const later = openOperation({ key: "capture:shp_1", amount: minor(1) }, plusSeconds(now, 60));
  const both = { ...placed, operations: { ...placed.operations, [later.key]: later } };
  const due = (payment: Payment) => readDue(itemOf(payment))?.since;
  expect([due(both), due(placed)]).toEqual([plusSeconds(now, 30), plusSeconds(now, 30)]);
  expect(due(paid)).toBe(plusSeconds(now, 864_000 - 86_400));
  expect(paymentAttributes({ ...paid, closed: "cancelled" }).dueAt).toBeUndefined();
});

test("a write that tells nothing takes away what the one before told", () => {
  const change = {
    before: placed,
    after: paid,
    integrationEvents: integrationEvents(placed, paid),
    at: now,
    cause: undefined,
  };
  const [{ contract, data }] = change.integrationEvents as [(typeof change.integrationEvents)[number]];
  const event = eventOf(contract, { id: "evt_1", subject: "pay", version: 2, time: now, data });
  expect(paymentWrite("t", change, [event]).Update?.UpdateExpression).toMatch(/SET .*#outbox = :outbox/);
  expect(paymentWrite("t", change, []).Update?.UpdateExpression).toMatch(/REMOVE .*#outbox/);
});
