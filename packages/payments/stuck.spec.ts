import { Metrics } from "@aws-lambda-powertools/metrics";
import { describe, expect, test, vi } from "vitest";
import type { ShipmentId } from "#fulfillment/contracts/ids";
import { minor } from "#kernel/money";
import { type Instant, plusSeconds } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import { log } from "#platform/log";
import { openOperation, type PaymentOperation } from "./operation.ts";
import type { OperationKey } from "./operation-key.ts";
import { newPayment, type Payment } from "./payment.ts";
import { recordAnswer } from "./payment-decisions.ts";
import { paymentService } from "./payment-service.ts";
import { stuckBy } from "./stuck.ts";

const orderId = "ord_01h2xcejqtf2nbrexx3vqjhp41" as OrderId;
const opened = "2026-01-10T12:00:00.000Z" as Instant;
const capture = `capture:${"shp_01h2xcejqtf2nbrexx3vqjhp41" as ShipmentId}` as const;
const daysLater = (days: number): Instant => plusSeconds(opened, days * 86_400);

const operation = (key: OperationKey, state: object): PaymentOperation =>
  ({ ...openOperation({ key, amount: minor(100) }, opened), ...state }) as PaymentOperation;
const paymentWith = (...operations: readonly PaymentOperation[]): Payment => ({
  ...newPayment(orderId),
  terms: {
    ...{ total: minor(100), currency: "XTS", method: "card", captureMode: "deferred" },
    dueAt: plusSeconds(opened, 900),
  },
  operations: Object.fromEntries(operations.map((one) => [one.key, one])),
});
const change = (key: OperationKey, from: object, to: object) =>
  [paymentWith(operation(key, from)), paymentWith(operation(key, to))] as const;

const asked = (asks: number) => ({ state: "unknown", asks });
const failed = { state: "failed", reason: "authorisation-expired" };

describe("a payment is stuck", () => {
  test("as soon as the provider refuses to take money or to give it back", () => {
    expect(stuckBy(...change(capture, asked(1), failed), opened)).toEqual([
      { key: capture, why: "refused", reason: "authorisation-expired" },
    ]);
  });

  test("when a day was not enough to recordAnswer what became of it, and with every question after that", () => {
    expect(stuckBy(...change(capture, asked(9), asked(10)), daysLater(0.9))).toEqual([]);
    expect(stuckBy(...change(capture, asked(20), asked(21)), daysLater(1))).toEqual([
      { key: capture, why: "undecided" },
    ]);
  });

  test("when a week after the order stopped waiting nobody knows whether its buyer paid", () => {
    expect(stuckBy(...change("authorise", asked(90), asked(91)), daysLater(7))).toEqual([]);
    expect(stuckBy(...change("authorise", asked(190), asked(191)), daysLater(7.1))).toHaveLength(1);
  });
});

test.each([
  ["a buyer whose money is refused", change("authorise", asked(1), failed)],
  ["what was told before", change(capture, failed, failed)],
  ["what succeeded", change(capture, asked(1), { state: "succeeded" })],
  ["what was not asked for again", change(capture, asked(3), asked(3))],
])("%s is not stuck", (_, [before, now]) => expect(stuckBy(before, now, daysLater(30))).toEqual([]));

test("a provider that takes back its word rings, and what it said first stands", async () => {
  const counted = vi.spyOn(Metrics.prototype, "addMetric").mockReturnThis();
  vi.spyOn(log, "error").mockImplementation(() => undefined);
  const payment = paymentWith(operation("authorise", failed));
  const store = { find: async () => payment, save: async () => "saved" as const, findDue: async () => [] };
  const decide = (found: Payment) => recordAnswer(found, "authorise", { outcome: "succeeded" }, opened);
  const rejection = await paymentService({ store, provider: {} as never }).handle({ orderId, decide }, opened);
  const names = counted.mock.calls.map(([name]) => name);
  vi.restoreAllMocks();
  expect(rejection).toMatchObject({ code: "answer-contradicts", state: "failed" });
  expect(names).toEqual(["PaymentsStuck"]);
});
