import { expect, test } from "vitest";
import type { Instant } from "#kernel/time";
import { marketByCode } from "#markets/directory";
import { differenceOf } from "./compare-order.ts";
import type { OrderRequest } from "./order-request.ts";

const market = marketByCode("uk") ?? expect.unreachable();
const gbp = (amount: string) => ({ amount, currency: "GBP" });
const request: OrderRequest = {
  externalId: "1001",
  placedAt: "2026-10-06T10:00:00.000Z" as Instant,
  channel: "import",
  buyer: { id: "b1", country: "GB", postcode: "sw1a 1aa" },
  lines: [
    { sellerId: "house", sku: "A", quantity: 3, unitPrice: gbp("1.25") },
    { sellerId: "house", sku: "B", quantity: 1, unitPrice: gbp("0.00") },
  ],
  shipping: gbp("2.50"),
  payment: { method: "card" },
};
/** The order as the market shows it: its lines by node, with what the market adds. */
const view = (more: object = {}) => ({
  id: "ord_1",
  placedAt: "2026-10-06T10:00:00.000Z",
  lines: [
    { lineId: "l1", sellerId: "house", sku: "B", quantity: 1, unitPrice: gbp("0.00"), status: "allocated" },
    { lineId: "l2", sellerId: "house", sku: "A", quantity: 1, unitPrice: gbp("1.25"), status: "allocated" },
    { lineId: "l3", sellerId: "house", sku: "A", quantity: 2, unitPrice: gbp("1.25"), status: "allocated" },
  ],
  shipping: gbp("2.50"),
  payment: { id: "pay_1", method: "card", status: "captured" },
  buyer: { id: "b1", country: "GB", postcode: "SW1A 1AA" },
  ...more,
});
const differs = (more: object) => differenceOf({ request }, view(more), market);

test("the same order is the same in any order of lines, split over nodes, and with its postcode as the post writes it", () =>
  expect(differenceOf({ request }, view(), market)).toBeUndefined());

test.each([
  ["another price", { lines: view().lines.map((line) => ({ ...line, unitPrice: gbp("1.25") })) }, "/lines"],
  ["a line less", { lines: view().lines.slice(1) }, "/lines"],
  ["other goods", { lines: view().lines.map((line) => ({ ...line, sku: "A" })) }, "/lines"],
  ["another seller", { lines: view().lines.map((line) => ({ ...line, sellerId: "other" })) }, "/lines"],
  ["another time", { placedAt: "2026-10-06T10:00:01.000Z" }, "/placedAt"],
  ["other shipping", { shipping: gbp("0.00") }, "/freight"],
  ["another method", { payment: { method: "voucher" } }, "/paymentMethod"],
  ["another buyer", { buyer: { country: "GB", postcode: "SW1A 1AA" } }, "/buyerId"],
  ["another postcode", { buyer: { id: "b1", country: "GB", postcode: "SW1A 2AA" } }, "/postcode"],
  ["a region more", { buyer: { id: "b1", country: "GB", region: "LND", postcode: "SW1A 1AA" } }, "/buyerRegion"],
])("%s is a difference", (_, more, field) => expect(differs(more)).toMatchObject({ field }));

test("a difference says what stands there and what stands here", () => {
  expect(differs({ shipping: gbp("0.00") })?.detail).toBe("0.00 GBP there, 2.50 GBP here");
  expect(differs({ lines: view().lines.slice(0, 2) })?.detail).toBe("1 of house/A at 1.25 GBP there, 3 here");
});

test("an order of a day is the same at any time of it", () => {
  const ofTheDay = { request: { ...request, placedAt: "2026-10-06T11:00:00.000Z" as Instant }, placedOn: "2026-10-06" };
  expect(differenceOf(ofTheDay, view({ placedAt: "2026-10-05T23:00:00.000Z" }), market)).toBeUndefined();
  expect(differenceOf(ofTheDay, view({ placedAt: "2026-10-06T23:00:00.000Z" }), market)?.field).toBe("/placedAt");
});

test("an order that today's rules would refuse is compared as it stands there", () => {
  const elsewhere = { request: { ...request, buyer: { country: "JE" } } };
  expect(differenceOf(elsewhere, view({ buyer: { country: "JE" } }), market)).toBeUndefined();
  expect(differenceOf(elsewhere, view(), market)?.field).toBe("/buyerId");
});

test("a buyer that is not shown is not compared, and a view that is none is told", () => {
  expect(differs({ buyer: undefined })).toBeUndefined();
  expect(differenceOf({ request }, { id: "ord_1" }, market)?.detail).toContain("cannot be compared");
});
