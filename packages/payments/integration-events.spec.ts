import { expect, test } from "vitest";
import * as z from "zod/mini";
import type { ShipmentId } from "#fulfillment/contracts/ids";
import { minor } from "#kernel/money";
import { changeBy } from "#platform/decide-and-save";
import { paymentEntity } from "./change-payment.ts";
import { authorisedV2 } from "./contracts/authorised.v2.ts";
import { capturedV2 } from "./contracts/captured.v2.ts";
import { refundedV2 } from "./contracts/refunded.v2.ts";
import { recordAnswer } from "./operation-decisions.ts";
import type { OperationKey } from "./operation-key.ts";
import { newPayment, type Payment } from "./payment.ts";
import { agree, cancelPart, close, dispatch } from "./payment-decisions.ts";
import type { PaymentDecision } from "./payment-event.ts";
import { after, noon, orderId, stored, termsWith } from "./spec-payments.ts";

const body = "01h2xcejqtf2nbrexx3vqjhp41";
const shipment = "shp_01h2xcejqtf2nbrexx3vqjhp42" as ShipmentId;
const cancellation = "evt_01h2xcejqtf2nbrexx3vqjhp43";
const ids = { orderId, paymentId: `pay_${body}`, currency: "XTS" };
const onCard = termsWith({ installments: 3 });
const immediate = termsWith({ method: "pix", captureMode: "immediate" });
const contracts = [authorisedV2, capturedV2, refundedV2];

type Step = (payment: Payment) => PaymentDecision;
const succeeded =
  (key: OperationKey): Step =>
  (payment) =>
    recordAnswer(payment, key, { outcome: "succeeded" }, noon);

/** What the last of these steps says, as its contract reads it. */
function saidBy(...steps: readonly Step[]) {
  let payment = newPayment(orderId);
  let said: readonly { readonly type: string; readonly data: unknown }[] = [];
  for (const decide of steps) {
    const next = after(payment, decide(payment));
    said = changeBy(paymentEntity, stored(payment), next.events, { at: noon, cause: undefined }).integrationEvents;
    payment = next.payment;
  }
  return said.map(({ type, data }) => {
    const contract = contracts.find((one) => one.type === type);
    return contract ? [type.split(".")[2], z.parse<z.core.$ZodType>(contract.data, data)] : [type];
  });
}
const placedOn =
  (terms: typeof onCard): Step =>
  (payment) =>
    agree(payment, terms);

test("an authorisation says how the buyer pays", () => {
  const reference = `pay_${body}:authorise`;
  const tenders = [{ method: "card", amount: 10_000, installments: 3 }];
  expect(saidBy(placedOn(onCard), succeeded("authorise"))).toEqual([
    ["authorised", { ...ids, amount: 10_000, tenders, reference }],
  ]);
});

test("money that is captured with its authorisation says so, under the same reference", () => {
  const said = { ...ids, amount: 10_000, reference: `pay_${body}:authorise` };
  expect(saidBy(placedOn(immediate), succeeded("authorise"))).toEqual([
    ["authorised", { ...said, tenders: [{ method: "pix", amount: 10_000 }] }],
    ["captured", { ...said, cause: "immediate", captured: 10_000, method: "pix", provider: "bank" }],
  ]);
});

test("a capture names its shipment", () => {
  const sent: Step = (payment) => dispatch(payment, shipment, minor(4_000));
  expect(saidBy(placedOn(onCard), succeeded("authorise"), sent, succeeded(`capture:${shipment}`))).toEqual([
    [
      "captured",
      {
        ...ids,
        ...{ cause: "shipment", shipmentId: shipment, amount: 4_000, captured: 4_000, method: "card" },
        ...{ provider: "bank", reference: `pay_${body}:capture:${shipment}` },
      },
    ],
  ]);
});

const refunded = { ...ids, captured: 10_000, method: "pix", provider: "bank" };

test("a refund of a part is that of its cancellation, for ever", () => {
  const part: Step = (payment) => cancelPart(payment, cancellation, minor(2_500));
  const key: OperationKey = `refund:${cancellation}`;
  expect(saidBy(placedOn(immediate), succeeded("authorise"), part, succeeded(key))).toEqual([
    [
      "refunded",
      {
        ...refunded,
        ...{ cause: "cancellation", refundId: cancellation.replace("evt", "rfd"), amount: 2_500, refunded: 2_500 },
        reference: `pay_${body}:refund:${cancellation}`,
      },
    ],
  ]);
});

test.each([
  ["cancelled", "cancellation"],
  ["lapsed", "late-payment"],
  ["refused", "late-payment"],
] as const)("what is left of an order that was %s goes back as %s, as the order's refund", (why, cause) => {
  const closed: Step = (payment) => close(payment, why);
  expect(saidBy(placedOn(immediate), closed, succeeded("authorise"), succeeded("refund:closed"))).toEqual([
    [
      "refunded",
      {
        ...refunded,
        ...{ cause, refundId: `rfd_${body}`, amount: 10_000, refunded: 10_000 },
        reference: `pay_${body}:refund:closed`,
      },
    ],
  ]);
});
