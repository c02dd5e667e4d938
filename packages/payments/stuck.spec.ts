import { Metrics } from "@aws-lambda-powertools/metrics";
import { describe, expect, test, vi } from "vitest";
import type { ShipmentId } from "#fulfillment/contracts/ids";
import { minor } from "#kernel/money";
import { type Instant, plusSeconds } from "#kernel/time";
import { log } from "#platform/log";
import { changePayment } from "./change-payment.ts";
import { openOperation, type PaymentOperation } from "./operation.ts";
import { recordAnswer } from "./operation-decisions.ts";
import type { OperationKey } from "./operation-key.ts";
import { newPayment, type Payment } from "./payment.ts";
import type { PaymentEvent } from "./payment-event.ts";
import { after, memoryPayments, noon, orderId, stored, termsWith } from "./spec-payments.ts";
import { stuckBy } from "./stuck.ts";

const capture = `capture:${"shp_01h2xcejqtf2nbrexx3vqjhp41" as ShipmentId}` as const;
const daysLater = (days: number): Instant => plusSeconds(noon, days * 86_400);

const operation = (key: OperationKey, state: object): PaymentOperation =>
  ({ ...openOperation({ key, amount: minor(100) }, noon), ...state }) as PaymentOperation;
const paymentWith = (...operations: readonly PaymentOperation[]): Payment => ({
  ...newPayment(orderId),
  terms: termsWith({ total: minor(100) }),
  operations: Object.fromEntries(operations.map((one) => [one.key, one])),
});
/** A payment whose operation was answered, and the event of it. */
const answered = (key: OperationKey, to: object): [Payment, PaymentEvent[]] => [
  paymentWith(operation(key, to)),
  [{ type: "operation-answered", operation: operation(key, to) }],
];
/** The same, by what the provider says of an operation that stands somewhere. */
function polled(key: OperationKey, from: object, outcome: "failed" | "unknown"): [Payment, readonly PaymentEvent[]] {
  const before = paymentWith(operation(key, from));
  const answer = outcome === "failed" ? { outcome, reason: "authorisation-expired" } : { outcome };
  const { payment, events } = after(before, recordAnswer(before, key, answer, noon));
  return [payment, events.filter(({ type }) => type !== "operation-opened")];
}

const asked = (asks: number) => ({ state: "unknown", asks });
const failed = { state: "failed", reason: "authorisation-expired" };

describe("a payment is stuck", () => {
  test("as soon as the provider refuses to capture money or to give it back", () => {
    expect(stuckBy(...polled(capture, asked(1), "failed"), noon)).toEqual([
      { key: capture, why: "refused", reason: "authorisation-expired" },
    ]);
  });

  test("when a day was not enough to learn what became of it, and with every poll after that", () => {
    expect(stuckBy(...answered(capture, asked(10)), daysLater(0.9))).toEqual([]);
    expect(stuckBy(...answered(capture, asked(21)), daysLater(1))).toEqual([{ key: capture, why: "undecided" }]);
    expect(stuckBy(...polled(capture, asked(20), "unknown"), daysLater(1))).toEqual([
      { key: capture, why: "undecided" },
    ]);
  });

  test("when a week after the order stopped waiting nobody knows whether its buyer paid", () => {
    expect(stuckBy(...answered("authorise", asked(91)), daysLater(7))).toEqual([]);
    expect(stuckBy(...answered("authorise", asked(191)), daysLater(7.1))).toEqual([
      { key: "authorise", why: "undecided" },
    ]);
  });
});

test.each([
  ["a buyer whose money is refused", polled("authorise", asked(1), "failed")],
  ["what was known before", polled(capture, failed, "failed")],
  ["what succeeded", answered(capture, { state: "succeeded", endedAt: noon })],
  [
    "what was not polled again",
    [
      paymentWith(operation(capture, asked(3))),
      [{ type: "shipment-dispatched", shipmentId: "shp_01h2xcejqtf2nbrexx3vqjhp42", amount: minor(1) }],
    ] as [Payment, PaymentEvent[]],
  ],
])("%s is not stuck", (_, [payment, events]) => expect(stuckBy(payment, events, daysLater(30))).toEqual([]));

test("a provider that takes back its word rings, and what it said first stands", async () => {
  const counted = vi.spyOn(Metrics.prototype, "addMetric").mockReturnThis();
  vi.spyOn(log, "error").mockImplementation(() => undefined);
  const state = paymentWith(operation("authorise", failed));
  const payments = memoryPayments();
  const standing = { ...payments, at: () => ({ load: async () => stored(state), save: payments.at(orderId).save }) };
  const rejection = await changePayment(
    { payments: standing, provider: {} as never },
    { orderId, at: noon, decide: (payment) => recordAnswer(payment, "authorise", { outcome: "succeeded" }, noon) },
  );
  const names = counted.mock.calls.map(([name]) => name);
  vi.restoreAllMocks();
  expect(rejection).toEqual({ code: "answer-contradicts", key: "authorise", state: "failed" });
  expect(payments.saved).toEqual([]);
  expect(names).toEqual(["PaymentsStuck"]);
});
