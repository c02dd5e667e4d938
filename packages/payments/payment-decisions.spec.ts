import { expect, test } from "vitest";
import type { ShipmentId } from "#fulfillment/contracts/ids";
import { minor } from "#kernel/money";
import { accepted } from "#test/support/decisions";
import { recordAnswer } from "./operation-decisions.ts";
import { newPayment } from "./payment.ts";
import { agree, cancel, cancelPart, close, dispatch } from "./payment-decisions.ts";
import { after, noon, orderId, termsWith } from "./spec-payments.ts";

const shipment = "shp_01h2xcejqtf2nbrexx3vqjhp42" as ShipmentId;
const terms = termsWith();
const fresh = newPayment(orderId);
const placed = after(fresh, agree(fresh, terms)).payment;
const succeeded = { outcome: "succeeded" } as const;
const paid = after(placed, recordAnswer(placed, "authorise", succeeded, noon)).payment;
const lapsed = after(placed, close(placed, "lapsed")).payment;

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
