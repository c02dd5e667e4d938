import { expect, test } from "vitest";
import { instantOf } from "#kernel/time";
import { marketByCode, markets } from "#markets/directory";
import type { Market } from "#markets/schema";
import { filing } from "./categories.ts";
import type { MappedOrder } from "./order-request.ts";
import { parseJson } from "./parse-json.ts";
import { type ReadingRules, readOrder } from "./read-order.ts";
import { statusWords } from "./source-status.ts";

const marketOf = (code: string): Market => marketByCode(code) ?? expect.unreachable(`no market ${code}`);
const rules = (code: string, more: Partial<ReadingRules> = {}): ReadingRules => ({
  market: marketOf(code),
  rejectSkus: new Set(["M"]),
  shippingSkus: new Set(["POST"]),
  fileUnder: filing(marketOf(code)),
  seller: "house",
  statusOf: statusWords(),
  now: instantOf(Date.UTC(2026, 10, 30)),
  ...more,
});
const read = (text: string, given: ReadingRules) => readOrder({ value: parseJson(text) }, given);
const mug = { sku: "21067", title: "VINTAGE RED TEATIME MUG", quantity: 3, unitPrice: "1.25" };
const source = (more: object = {}) =>
  JSON.stringify({
    orderId: "551516",
    placedAt: "2011-05-01T11:10:00",
    buyerCountry: "United Kingdom",
    buyerId: "14800",
    currency: "GBP",
    lines: [mug],
    ...more,
  });
const accepted = (text: string, more: Partial<ReadingRules> = {}): MappedOrder => {
  const reading = read(text, rules("uk", more));
  if (reading.outcome !== "order") return expect.unreachable(`was rejected: ${reading.reason}`);
  return reading;
};
const reasonOf = (text: string) => {
  const reading = read(text, rules("uk"));
  return reading.outcome === "rejected" ? reading.reason : "accepted";
};

test("an order keeps its id, buyer, prices and quantities, and says that it was taken over", () => {
  expect(accepted(source()).request).toEqual({
    externalId: "551516",
    placedAt: "2011-05-01T10:10:00.000Z",
    channel: "import",
    buyer: { id: "14800", country: "GB" },
    lines: [{ sellerId: "house", sku: "21067", quantity: 3, unitPrice: { amount: "1.25", currency: "GBP" } }],
    shipping: { amount: "0.00", currency: "GBP" },
    payment: { method: "card" },
  });
});

test.each([
  ["a winter morning", "2011-01-15T09:00:00", "2011-01-15T09:00:00.000Z"],
  ["a summer morning", "2011-07-15T09:00:00", "2011-07-15T08:00:00.000Z"],
  ["a bare date, which is its noon", "2011-07-15", "2011-07-15T11:00:00.000Z"],
  ["a time with an offset", "2011-07-15T09:00:00+09:00", "2011-07-15T00:00:00.000Z"],
])("%s is read in the market's reporting zone", (_, placedAt, instant) => {
  expect(accepted(source({ placedAt })).request.placedAt).toBe(instant);
});

test.each([
  ["no JSON", "{"],
  ["no object", "17"],
  ["without an id", source({ orderId: undefined })],
  ["without lines", source({ lines: undefined })],
  ["a day that does not exist", source({ placedAt: "2011-02-30" })],
  ["half a unit", source({ lines: [{ ...mug, quantity: 0.5 }] })],
  ["a price that is no amount", source({ lines: [{ ...mug, unitPrice: "1,25" }] })],
  ["a price finer than the currency", source({ lines: [{ ...mug, unitPrice: "1.255" }] })],
  ["a sum beyond exact counting", source({ lines: [{ ...mug, unitPrice: "90000000000.00", quantity: 90_000_000 }] })],
])("%s is unreadable", (_, text) => expect(reasonOf(text)).toBe("unreadable"));

test("of several reasons the first in the fixed order counts", () => {
  const faults = { status: "cancellation", buyerCountry: "Germany" };
  const free = { ...mug, sku: "M", unitPrice: "0.00" };
  expect(reasonOf(source({ ...faults, lines: [free] }))).toBe("cancellation");
  expect(reasonOf(source({ ...faults, status: undefined, lines: [free] }))).toBe("country-not-served");
  expect(reasonOf(source({ lines: [{ ...mug, sku: "M", unitPrice: "-1.00" }] }))).toBe("price-negative");
  expect(reasonOf(source({ lines: [free] }))).toBe("no-paid-line");
  expect(reasonOf(source({ lines: [mug, { ...mug, sku: "M" }] }))).toBe("rejected-sku");
  expect(reasonOf(source({ lines: [{ ...mug, sku: "POST" }] }))).toBe("no-lines");
  expect(reasonOf(source({ lines: [] }))).toBe("no-lines");
  expect(reasonOf(source({ lines: [mug, { ...mug, quantity: -1 }] }))).toBe("cancellation");
});

test("a rejected order still counts with all its lines, negative ones included", () => {
  const reading = read(source({ lines: [mug, { ...mug, quantity: -4 }] }), rules("uk"));
  expect(reading).toEqual({ outcome: "rejected", reason: "cancellation", externalId: "551516", total: -125 });
});

test("freight and shipping SKUs become the order's shipping and are no goods", () => {
  const order = accepted(
    source({ freight: "2.50", lines: [mug, { ...mug, sku: "POST", quantity: 2, unitPrice: "18.00" }] }),
  );
  expect(order.request.shipping).toEqual({ amount: "38.50", currency: "GBP" });
  expect(order.request.lines.map(({ sku }) => sku)).toEqual(["21067"]);
  expect(order.wanted.map(({ sku }) => sku)).toEqual(["21067"]);
  expect(order.total).toBe(3975); // what the lines say; freight is no line
});

test("a country is known by its code or its name, and any other is not served", () => {
  expect(accepted(source({ buyerCountry: " gb " })).request.buyer.country).toBe("GB");
  for (const buyerCountry of ["EIRE", "Channel Islands", "Unspecified", "XX", ""])
    expect(reasonOf(source({ buyerCountry }))).toBe("country-not-served");
});

test("a line's own seller goes before the order's, and a missing title is the SKU", () => {
  const lines = [{ ...mug, sellerId: "s2", title: " " }, mug];
  const order = accepted(source({ sellerId: "s1", sellerName: "One", lines }));
  expect(order.request.lines.map(({ sellerId }) => sellerId)).toEqual(["s2", "s1"]);
  expect(order.wanted.map(({ title }) => title)).toEqual(["21067", "VINTAGE RED TEATIME MUG"]);
});

test("another currency reaches the market, which refuses it", () => {
  expect(accepted(source({ currency: "EUR" })).request.shipping.currency).toBe("EUR");
});

test.each([
  [{ paymentMethod: "debit_card" }, { method: "card" }],
  [
    { paymentMethod: "boleto", payments: [{ method: "boleto", installments: 1, amount: "9.00" }] },
    { method: "boleto" },
  ],
  [
    {
      payments: [
        { method: "voucher", amount: "1.00" },
        { method: "credit_card", installments: 3, amount: "2.75" },
      ],
    },
    { method: "card", installments: 3 },
  ],
  [
    {
      payments: [
        { method: "voucher", amount: "2.00" },
        { method: "credit_card", amount: "2.00" },
      ],
    },
    { method: "voucher" },
  ],
  [{ payments: [{ method: "credit_card", installments: 0, amount: "2.00" }] }, { method: "card" }],
  [{ payments: [] }, { method: "card" }],
  [{ paymentMethod: "barter" }, { method: "barter" }],
])("payment %o is %o", (given, then) => expect(accepted(source(given)).request.payment).toEqual(then));

test("the finalState is what the source recorded", () => {
  expect(accepted(source()).finalState).toBeUndefined();
  expect(accepted(source({ status: "canceled" })).finalState).toEqual({ kind: "cancelled" });
  expect(accepted(source({ status: "shipped" })).finalState).toMatchObject({ kind: "dispatched" });
  expect(accepted(source({ status: "delivered", deliveredAt: "2011-05-03T08:00:00" })).finalState).toEqual({
    kind: "delivered",
    dispatchedAt: "2011-05-01T10:10:00.000Z",
    deliveredAt: "2011-05-03T07:00:00.000Z",
  });
  expect(accepted(source({ status: "delivered" })).finalState).toMatchObject({
    kind: "delivered",
    deliveredAt: undefined,
  });
});

test.each(markets.map((market) => [market.code, market] as const))(
  "%s: every order is wanted at a node of its market",
  (code, market) => {
    const nodes = market.nodes.map(({ id }) => id);
    for (const postcode of [...market.address.samples, undefined]) {
      const text = source({ buyerCountry: market.countries[0], currency: market.currency.code, postcode });
      const reading = read(text, rules(code));
      expect(reading).toMatchObject({ outcome: "order" });
      if (reading.outcome === "order") for (const { nodeId } of reading.wanted) expect(nodes).toContain(nodeId);
    }
  },
);
