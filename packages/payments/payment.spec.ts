import { expect, test } from "vitest";
import type { ShipmentId } from "#fulfillment/contracts/ids";
import { type Minor, minor } from "#kernel/money";
import { type Instant, plusSeconds } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import { reauthorisationDue } from "./next-operations.ts";
import type { OperationKey } from "./operation-key.ts";
import { newPayment, type Payment, stateOf, sumsOf } from "./payment.ts";
import { agree, cancelPart, close, dispatch, type PaymentDecision, recordAnswer, take } from "./payment-decisions.ts";
import type { PaymentTerms } from "./payment-terms.ts";
import type { ProviderAnswer } from "./provider.ts";

const orderId = "ord_01h2xcejqtf2nbrexx3vqjhp41" as OrderId;
const first = "shp_01h2xcejqtf2nbrexx3vqjhp42" as ShipmentId;
const second = "shp_01h2xcejqtf2nbrexx3vqjhp43" as ShipmentId;
const now = "2026-01-10T12:00:00.000Z" as Instant;
const succeeded: ProviderAnswer = { outcome: "succeeded" };

const terms = (more: Partial<PaymentTerms> = {}): PaymentTerms => ({
  total: minor(10_000),
  currency: "XTS",
  method: "card",
  captureMode: "deferred",
  token: "tok_ok",
  dueAt: plusSeconds(now, 900),
  ...more,
});
const immediate = terms({ method: "pix", captureMode: "immediate" });

type Told = (payment: Payment) => PaymentDecision;
const placed =
  (agreed = terms()): Told =>
  (payment) =>
    agree(payment, agreed);
const lapsed: Told = (payment) => close(payment, "lapsed");
const cancelled =
  (cause: string, amount: number): Told =>
  (payment) =>
    cancelPart(payment, cause, minor(amount));
const sent =
  (shipment: ShipmentId, amount: number): Told =>
  (payment) =>
    dispatch(payment, shipment, minor(amount));
const heard =
  (key: OperationKey, answer: ProviderAnswer = succeeded): Told =>
  (payment) =>
    recordAnswer(payment, key, answer, now);

/** A payment after all that, and what it opened at the last. */
function after(...told: readonly Told[]): { payment: Payment; opened: Partial<Record<OperationKey, Minor>> } {
  let payment = newPayment(orderId);
  let opened = {};
  for (const decide of told) {
    const decision = decide(payment);
    if (decision.outcome === "rejected") throw new Error(decision.rejection.code);
    const step = take(payment, decision.events, now);
    payment = step.after;
    opened = Object.fromEntries(step.opened.map(({ key, amount }) => [key, amount]));
  }
  return { payment, opened };
}

test("a placed order is asked to pay its total, once", () => {
  expect(after(placed()).opened).toEqual({ authorise: 10_000 });
  expect(after(placed(), placed()).opened).toEqual({});
});

test("an order that closed before it was heard of is never asked to pay", () => {
  const { payment, opened } = after(lapsed, placed());
  expect(opened).toEqual({});
  expect(stateOf(payment)).toEqual({ status: "voided" });
  expect(payment.terms?.token).toBeUndefined();
});

test("a promise that comes after the order lapsed is given back", () => {
  const { payment, opened } = after(placed(), lapsed, heard("authorise"));
  expect(opened).toEqual({ void: 10_000 });
  expect(stateOf(payment).status).toBe("authorised");
  expect(stateOf(after(placed(), lapsed, heard("authorise"), heard("void")).payment)).toEqual({ status: "voided" });
});

test("money that comes after the order lapsed is sent back", () => {
  const told = [placed(immediate), lapsed, heard("authorise")];
  expect(after(...told).opened).toEqual({ "refund:closed": 10_000 });
  expect(stateOf(after(...told, heard("refund:closed")).payment)).toMatchObject({
    status: "refunded",
    refunded: 10_000,
  });
});

test("nothing is undone while nobody knows whether it was done", () => {
  const { payment, opened } = after(placed(), heard("authorise", { outcome: "unknown" }), lapsed);
  expect(opened).toEqual({});
  expect(stateOf(payment)).toEqual({ status: "unknown" });
});

test("a declined payment stays so, whatever else is heard", () => {
  const declined = heard("authorise", { outcome: "failed", reason: "declined" });
  const { payment, opened } = after(placed(), declined, sent(first, 10_000), lapsed);
  expect(opened).toEqual({});
  expect(stateOf(payment)).toEqual({ status: "declined", reason: "declined" });
});

test("a shipment takes its part of a promise, and the rest is kept for the others", () => {
  const told = [placed(), heard("authorise"), sent(first, 4_000)];
  expect(after(...told).opened).toEqual({ [`capture:${first}`]: 4_000 });
  expect(stateOf(after(...told, heard(`capture:${first}`)).payment)).toMatchObject({
    status: "captured",
    captured: 4_000,
  });
});

test("a shipment that left before the promise was known takes its part as soon as it is", () => {
  expect(after(sent(first, 4_000), placed(), heard("authorise")).opened).toEqual({ [`capture:${first}`]: 4_000 });
});

test("what was cancelled is given back once everything else was taken", () => {
  const told = [placed(), heard("authorise"), cancelled("evt_1", 6_000), sent(first, 4_000)];
  expect(after(...told).opened).toEqual({ [`capture:${first}`]: 4_000 });
  expect(after(...told, heard(`capture:${first}`)).opened).toEqual({ void: 6_000 });
  const { payment } = after(...told, heard(`capture:${first}`), heard("void"));
  expect(stateOf(payment)).toMatchObject({ status: "captured", captured: 4_000 });
  expect(sumsOf(payment).uncaptured).toBe(0);
});

test("the last shipment, heard first, gives nothing back that an earlier one needs", () => {
  const told = [placed(), heard("authorise"), sent(second, 7_000), heard(`capture:${second}`)];
  expect(after(...told).opened).toEqual({});
  expect(after(...told, sent(first, 3_000)).opened).toEqual({ [`capture:${first}`]: 3_000 });
});

test("of settled money exactly what was cancelled goes back", () => {
  const told = [placed(immediate), heard("authorise"), cancelled("evt_1", 2_500), sent(first, 7_500)];
  expect(after(...told.slice(0, 3)).opened).toEqual({ "refund:evt_1": 2_500 });
  const { payment } = after(...told, heard("refund:evt_1"));
  expect(stateOf(payment)).toEqual({
    status: "partially-refunded",
    authorised: 10_000,
    captured: 10_000,
    refunded: 2_500,
  });
});

test("a failed capture keeps its promise for a person to decide about", () => {
  const failed = heard(`capture:${first}`, { outcome: "failed", reason: "more-than-authorised" });
  const { payment, opened } = after(placed(), heard("authorise"), sent(first, 10_000), failed);
  expect(opened).toEqual({});
  expect(stateOf(payment)).toEqual({ status: "authorised", authorised: 10_000 });
});

test("the means of payment is forgotten once the provider has decided", () => {
  expect(after(placed()).payment.terms?.token).toBe("tok_ok");
  expect(after(placed(), heard("authorise")).payment.terms?.token).toBeUndefined();
});

test("an answer to what was never asked, or against what was said before, is refused", () => {
  const { payment } = after(placed(), heard("authorise"));
  expect(heard("void")(payment)).toMatchObject({ outcome: "rejected", rejection: { code: "operation-unknown" } });
  expect(heard("authorise", { outcome: "failed", reason: "declined" })(payment)).toMatchObject({
    outcome: "rejected",
    rejection: { code: "answer-contradicts", state: "succeeded" },
  });
  expect(heard("authorise")(payment)).toEqual({ outcome: "accepted", events: [] });
});

test("a promise that is still needed is renewed before it ends, and not when nothing is left of it", () => {
  const renewable = terms({ reauthorisation: { validSeconds: 604_800, beforeSeconds: 86_400 } });
  const { payment } = after(placed(renewable), heard("authorise"), sent(first, 4_000), heard(`capture:${first}`));
  const due = plusSeconds(now, 518_400);
  expect(reauthorisationDue(payment)).toBe(due);
  expect(take(payment, [], plusSeconds(due, -1)).opened).toEqual([]);
  expect(take(payment, [], due).opened).toMatchObject([{ key: "reauthorise:1", amount: 6_000 }]);
  expect(reauthorisationDue(after(placed(renewable), heard("authorise"), sent(first, 10_000)).payment)).toBeUndefined();
});

test("an order that was over when its placing was heard is asked for nothing, however often its end is told", () => {
  const over: Told = (payment) => agree(payment, immediate, "cancelled");
  const { payment, opened } = after(over);
  expect(opened).toEqual({});
  expect(stateOf(payment)).toEqual({ status: "voided" });
  for (const more of [over, placed(), lapsed]) expect(after(over, more).opened).toEqual({});
  expect(after(lapsed, over).payment.closed).toBe("lapsed");
});
