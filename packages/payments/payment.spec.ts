import { expect, test } from "vitest";
import type { ShipmentId } from "#fulfillment/contracts/ids";
import { accept } from "#kernel/decision";
import { type Minor, minor } from "#kernel/money";
import { plusSeconds } from "#kernel/time";
import { reauthorisationDue } from "./after-authorisation.ts";
import { recordAnswer } from "./operation-decisions.ts";
import type { OperationKey } from "./operation-key.ts";
import { newPayment, type Payment, stateOf, sumsOf } from "./payment.ts";
import { agree, cancelPart, close, dispatch } from "./payment-decisions.ts";
import type { PaymentDecision } from "./payment-event.ts";
import type { ProviderAnswer } from "./provider.ts";
import { after, noon, orderId, termsWith } from "./spec-payments.ts";

const first = "shp_01h2xcejqtf2nbrexx3vqjhp42" as ShipmentId;
const second = "shp_01h2xcejqtf2nbrexx3vqjhp43" as ShipmentId;
const succeeded: ProviderAnswer = { outcome: "succeeded" };
const onCard = termsWith({ token: "tok_ok" });
const immediate = termsWith({ token: "tok_ok", method: "pix", captureMode: "immediate" });

type Step = (payment: Payment) => PaymentDecision;
const placed =
  (agreed = onCard): Step =>
  (payment) =>
    agree(payment, agreed);
const lapsed: Step = (payment) => close(payment, "lapsed");
const cancelled =
  (cause: string, amount: number): Step =>
  (payment) =>
    cancelPart(payment, cause, minor(amount));
const sent =
  (shipment: ShipmentId, amount: number): Step =>
  (payment) =>
    dispatch(payment, shipment, minor(amount));
const answered =
  (key: OperationKey, answer: ProviderAnswer = succeeded): Step =>
  (payment) =>
    recordAnswer(payment, key, answer, noon);

/** A payment after all that, and what it opened at the last. */
function play(...steps: readonly Step[]): { payment: Payment; opened: Partial<Record<OperationKey, Minor>> } {
  let payment = newPayment(orderId);
  let opened = {};
  for (const decide of steps) {
    const next = after(payment, decide(payment));
    payment = next.payment;
    opened = Object.fromEntries(next.opened.map(({ key, amount }) => [key, amount]));
  }
  return { payment, opened };
}

test("a placed order is asked to pay its total, once", () => {
  expect(play(placed()).opened).toEqual({ authorise: 10_000 });
  expect(play(placed(), placed()).opened).toEqual({});
});

test("an order that closed before it was known of is never asked to pay", () => {
  const { payment, opened } = play(lapsed, placed());
  expect(opened).toEqual({});
  expect(stateOf(payment)).toEqual({ status: "voided" });
  expect(payment.terms?.token).toBeUndefined();
});

test("an authorisation that comes after the order lapsed is given back", () => {
  const { payment, opened } = play(placed(), lapsed, answered("authorise"));
  expect(opened).toEqual({ void: 10_000 });
  expect(stateOf(payment).status).toBe("authorised");
  expect(stateOf(play(placed(), lapsed, answered("authorise"), answered("void")).payment)).toEqual({
    status: "voided",
  });
});

test("money that comes after the order lapsed is sent back", () => {
  const steps = [placed(immediate), lapsed, answered("authorise")];
  expect(play(...steps).opened).toEqual({ "refund:closed": 10_000 });
  expect(stateOf(play(...steps, answered("refund:closed")).payment)).toMatchObject({
    status: "refunded",
    refunded: 10_000,
  });
});

test("nothing is undone while nobody knows whether it was done", () => {
  const { payment, opened } = play(placed(), answered("authorise", { outcome: "unknown" }), lapsed);
  expect(opened).toEqual({});
  expect(stateOf(payment)).toEqual({ status: "unknown" });
});

test("a declined payment stays so, whatever else happens", () => {
  const declined = answered("authorise", { outcome: "failed", reason: "declined" });
  const { payment, opened } = play(placed(), declined, sent(first, 10_000), lapsed);
  expect(opened).toEqual({});
  expect(stateOf(payment)).toEqual({ status: "declined", reason: "declined" });
});

test("a shipment captures its part of an authorisation, and the rest is kept for the others", () => {
  const steps = [placed(), answered("authorise"), sent(first, 4_000)];
  expect(play(...steps).opened).toEqual({ [`capture:${first}`]: 4_000 });
  expect(stateOf(play(...steps, answered(`capture:${first}`)).payment)).toMatchObject({
    status: "captured",
    captured: 4_000,
  });
});

test("a shipment that left before the authorisation was known captures its part as soon as it is", () => {
  expect(play(sent(first, 4_000), placed(), answered("authorise")).opened).toEqual({ [`capture:${first}`]: 4_000 });
});

test("what was cancelled is given back once everything else was taken", () => {
  const steps = [placed(), answered("authorise"), cancelled("evt_1", 6_000), sent(first, 4_000)];
  expect(play(...steps).opened).toEqual({ [`capture:${first}`]: 4_000 });
  expect(play(...steps, answered(`capture:${first}`)).opened).toEqual({ void: 6_000 });
  const { payment } = play(...steps, answered(`capture:${first}`), answered("void"));
  expect(stateOf(payment)).toMatchObject({ status: "captured", captured: 4_000 });
  expect(sumsOf(payment).uncaptured).toBe(0);
});

test("the last shipment, known first, gives nothing back that an earlier one needs", () => {
  const steps = [placed(), answered("authorise"), sent(second, 7_000), answered(`capture:${second}`)];
  expect(play(...steps).opened).toEqual({});
  expect(play(...steps, sent(first, 3_000)).opened).toEqual({ [`capture:${first}`]: 3_000 });
});

test("of captured money exactly what was cancelled goes back", () => {
  const steps = [placed(immediate), answered("authorise"), cancelled("evt_1", 2_500), sent(first, 7_500)];
  expect(play(...steps.slice(0, 3)).opened).toEqual({ "refund:evt_1": 2_500 });
  const { payment } = play(...steps, answered("refund:evt_1"));
  expect(stateOf(payment)).toEqual({
    status: "partially-refunded",
    authorised: 10_000,
    captured: 10_000,
    refunded: 2_500,
  });
});

test("a failed capture keeps its authorisation for a person to decide about", () => {
  const failed = answered(`capture:${first}`, { outcome: "failed", reason: "more-than-authorised" });
  const { payment, opened } = play(placed(), answered("authorise"), sent(first, 10_000), failed);
  expect(opened).toEqual({});
  expect(stateOf(payment)).toEqual({ status: "authorised", authorised: 10_000 });
});

test("the means of payment is forgotten once the provider has decided", () => {
  expect(play(placed()).payment.terms?.token).toBe("tok_ok");
  expect(play(placed(), answered("authorise")).payment.terms?.token).toBeUndefined();
});

test("an authorisation that is still needed is asked for again before it ends, and not when nothing is left of it", () => {
  const renewable = termsWith({ token: "tok_ok", reauthorisation: { validSeconds: 604_800, beforeSeconds: 86_400 } });
  const { payment } = play(placed(renewable), answered("authorise"), sent(first, 4_000), answered(`capture:${first}`));
  const due = plusSeconds(noon, 518_400);
  expect(reauthorisationDue(payment)).toBe(due);
  expect(after(payment, accept(), plusSeconds(due, -1)).opened).toEqual([]);
  expect(after(payment, accept(), due).opened).toMatchObject([{ key: "reauthorise:1", amount: 6_000 }]);
  expect(
    reauthorisationDue(play(placed(renewable), answered("authorise"), sent(first, 10_000)).payment),
  ).toBeUndefined();
});

test("an order that was over when its placing was known is asked for nothing, however often its end is told", () => {
  const over: Step = (payment) => agree(payment, immediate, "cancelled");
  const { payment, opened } = play(over);
  expect(opened).toEqual({});
  expect(stateOf(payment)).toEqual({ status: "voided" });
  for (const more of [over, placed(), lapsed]) expect(play(over, more).opened).toEqual({});
  expect(play(lapsed, over).payment.closed).toBe("lapsed");
});
