import { expect, test } from "vitest";
import { instantOf } from "#kernel/time";
import { marketByCode } from "#markets/directory";
import { filing } from "./categories.ts";
import type { MappedOrder, RejectedLine } from "./order-request.ts";
import { parseJson } from "./parse-json.ts";
import { readOrder } from "./read-order.ts";
import { statusWords } from "./source-status.ts";

const market = marketByCode("uk") ?? expect.unreachable();
const rules = {
  market,
  seller: "house",
  rejectSkus: new Set<string>(),
  shippingSkus: new Set<string>(),
  fileUnder: filing(market),
  statusOf: statusWords(),
  now: instantOf(Date.parse("2026-11-30T09:00:00Z")),
};
const line = '{"sku":"A","quantity":2,"unitPrice":"10.00"}';
/** A line of a file as its text, with some members replaced or added, as they stand there. */
const text = (members: Readonly<Record<string, string | undefined>> = {}): string => {
  const all = {
    orderId: '"1001"',
    placedAt: '"2026-10-06T10:00:00"',
    buyerCountry: '"GB"',
    currency: '"GBP"',
    lines: `[${line}]`,
    ...members,
  };
  const given = Object.entries(all).filter(([, value]) => value !== undefined);
  return `{${given.map(([name, value]) => `"${name}":${value}`).join(",")}}`;
};
const read = (given: string) => readOrder({ value: parseJson(given) }, rules);
const order = (members: Parameters<typeof text>[0]): MappedOrder => {
  const reading = read(text(members));
  return reading.outcome === "order" ? reading : expect.unreachable(JSON.stringify(reading));
};
const refused = (members: Parameters<typeof text>[0]): RejectedLine => {
  const reading = read(text(members));
  return reading.outcome === "rejected" ? reading : expect.unreachable("was an order");
};
const plain = order({});

test.each<[string, Parameters<typeof text>[0]]>([
  ["a quantity as text", { lines: '[{"sku":"A","quantity":"2","unitPrice":"10.00"}]' }],
  ["a quantity with a point", { lines: '[{"sku":"A","quantity":2.0,"unitPrice":"10.00"}]' }],
  ["a price as a number", { lines: '[{"sku":"A","quantity":2,"unitPrice":10.00}]' }],
  ["a price with space around it", { lines: '[{"sku":"A","quantity":2,"unitPrice":" 10 "}]' }],
  ["a price with an exponent", { lines: '[{"sku":"A","quantity":2,"unitPrice":1.0E1}]' }],
  ["a price with exact zeros", { lines: '[{"sku":"A","quantity":2,"unitPrice":"10.0000"}]' }],
  ["freight that is null", { freight: "null" }],
  ["freight that is nothing", { freight: '""' }],
  ["a postcode that is nothing", { postcode: '"  "' }],
  ["a status that is null", { status: "null" }],
  ["payments that are null", { payments: "null" }],
  ["an id as a number", { orderId: "1001" }],
  ["an id with space around it", { orderId: '" 1001\\n"' }],
  ["a mark of zero width after the id", { orderId: '"1001\\u200b"' }],
  ["a no-break space around the id", { orderId: '"\\u00a01001"' }],
  ["a space for the T", { placedAt: '"2026-10-06 10:00:00"' }],
  ["a time without seconds", { placedAt: '"2026-10-06 10:00"' }],
  ["a currency in small letters", { currency: '" gbp"' }],
  ["a SKU with space at its end", { lines: '[{"sku":"A ","quantity":2,"unitPrice":"10.00"}]' }],
  ["members nobody knows", { estimatedDelivery: '"soon"', weight: "12" }],
])("%s is the same order", (_, members) => expect(order(members).request).toEqual(plain.request));

test("ids keep every digit, and letters are composed", () => {
  expect(order({ orderId: "12345678901234567890" }).externalId).toBe("12345678901234567890");
  expect(order({ orderId: '"cafe\\u0301"' }).externalId).toBe("café");
});

test.each<[string, Parameters<typeof text>[0], string, number]>([
  [
    "a price that is no decimal",
    { lines: `[${line},{"sku":"B","quantity":1,"unitPrice":"1,25"}]` },
    "/lines/1/unitPrice",
    2000,
  ],
  [
    "a price finer than the currency",
    { lines: `[{"sku":"B","quantity":1,"unitPrice":"1.255"},${line}]` },
    "/lines/0/unitPrice",
    2000,
  ],
  ["no price", { lines: `[${line},{"sku":"B","quantity":1}]` }, "/lines/1/unitPrice", 2000],
  ["half a unit", { lines: `[{"sku":"B","quantity":0.5,"unitPrice":"1.00"},${line}]` }, "/lines/0/quantity", 2000],
  ["a line that is null", { lines: `[${line},null]` }, "/lines/1", 2000],
  ["a line without a SKU", { lines: `[${line},{"quantity":1,"unitPrice":"5.00"}]` }, "/lines/1/sku", 2500],
  ["lines that are no list", { lines: line }, "/lines", 0],
  ["no lines", { lines: "null" }, "/lines", 0],
  ["no currency", { currency: undefined }, "/currency", 2000],
  ["no time", { placedAt: '""' }, "/placedAt", 2000],
  ["a time of two meanings", { placedAt: '"07/10/2026"' }, "/placedAt", 2000],
  ["freight that is no amount", { freight: '"free"' }, "/freight", 2000],
  ["true as freight", { freight: "true" }, "/freight", 2000],
  ["a discount below zero", { discount: '"-1.00"' }, "/discount", 2000],
  ["a discount above the goods", { discount: '"20.01"' }, "/discount", 2000],
  [
    "a control character in a SKU",
    { lines: '[{"sku":"A\\u0007B","quantity":2,"unitPrice":"10.00"}]' },
    "/lines/0/sku",
    2000,
  ],
  ["a control character in a seller", { sellerId: '"a\\nb"' }, "/sellerId", 2000],
  ["an unreadable delivery", { status: '"delivered"', deliveredAt: '"07/10/2026"' }, "/deliveredAt", 2000],
  ["a delivery before the order", { status: '"delivered"', deliveredAt: '"2026-10-05"' }, "/deliveredAt", 2000],
])("%s is told with the order's id, its field and its money", (_, members, field, total) =>
  expect(refused(members)).toMatchObject({ reason: "unreadable", externalId: "1001", field, total }),
);

test.each<[string, string]>([
  ["nothing", "null"],
  ["an object", '{"id":1}'],
  ["a control character", '"a\\u0000b"'],
])("an id that is %s is told without one, and its money counts", (_, orderId) =>
  expect(refused({ orderId })).toMatchObject({
    reason: "unreadable",
    externalId: undefined,
    field: "/orderId",
    total: 2000,
  }),
);

test.each([["{"], ["orderId,placedAt"], ["[1,2]"], ["17"], ['"order"'], ["null"]])("%s is no order", (given) =>
  expect(read(given)).toMatchObject({ reason: "unreadable", externalId: undefined, total: 0 }),
);

test("a word for a state that nobody explained is told", () =>
  expect(refused({ status: '"wird bearbeitet"' })).toEqual({
    outcome: "rejected",
    reason: "unknown-status",
    externalId: "1001",
    total: 2000,
    field: "/status",
    detail: "“wird bearbeitet” is a word that nobody explained",
  }));

test.each<[string, MappedOrder["finalState"]]>([
  ["Cancelled", { kind: "cancelled" }],
  ["refunded", { kind: "cancelled", reason: "refunded where the order comes from" }],
  ["SHIPPED", { kind: "dispatched", dispatchedAt: plain.request.placedAt }],
  ["wc-processing", undefined],
])("“%s” comes to its end", (status, end) => expect(order({ status: JSON.stringify(status) }).finalState).toEqual(end));

test("what nobody paid for is no sale", () =>
  expect(refused({ status: '"Payment Required"' })).toMatchObject({ reason: "unpaid", total: 2000 }));

test("goods may arrive on the day on which they were ordered", () => {
  const sameDay = order({ status: '"delivered"', deliveredAt: '"2026-10-06"', placedAt: '"2026-10-06T18:00:00Z"' });
  expect(sameDay.finalState).toMatchObject({ deliveredAt: "2026-10-06T18:00:00.000Z" });
});

test("a gift beside a paid line is an order, and its listing is not free for it", () => {
  const gift = '{"sku":"G","quantity":1,"unitPrice":"0.00"}';
  expect(order({ lines: `[${line},${gift}]` }).request.lines.map(({ unitPrice }) => unitPrice.amount)).toEqual([
    "10.00",
    "0.00",
  ]);
  expect(refused({ lines: `[${gift},${gift}]` })).toMatchObject({ reason: "no-paid-line", total: 0 });
  expect(order({ lines: `[${gift}]`, freight: '"3.50"' }).request.shipping.amount).toBe("3.50");
  expect(refused({ lines: `[${line},{"sku":"G","quantity":1,"unitPrice":"-0.01"}]` }).reason).toBe("price-negative");
});

test("today is no time in the future, wherever its noon is", () => {
  expect(order({ placedAt: '"2026-11-30"' })).toMatchObject({
    placedOn: "2026-11-30",
    request: { placedAt: "2026-11-30T00:00:00.000Z" },
  });
  expect(order({ placedAt: '"2026-12-01"' }).request.placedAt).toBe("2026-12-01T12:00:00.000Z"); // the market refuses it
});

test("a discount is taken off the prices, and what a market does not take over is kept in sight", () => {
  const three = '{"sku":"A","quantity":3,"unitPrice":"10.00","discount":"0.50"}';
  const taken = order({
    lines: `[${three}]`,
    discount: '"1.50"',
    tax: '"4.00"',
    refunded: '"2.00"',
    note: '" for Ana "',
  });
  expect(taken).toMatchObject({ total: 3000, discount: 200, leftOut: { tax: 400, refunded: 200 } });
  expect(taken.request.note).toBe("for Ana");
  expect(order({ note: `"${"x".repeat(501)}"` }).request.note).toHaveLength(500);
  expect(order({ note: '" "' }).request).not.toHaveProperty("note");
  expect(taken.request.lines.map(({ quantity, unitPrice }) => [quantity, unitPrice.amount])).toEqual([
    [1, "9.34"],
    [2, "9.33"],
  ]);
});

test("a line may say what all its units cost", () => {
  const amount = order({ lines: '[{"sku":"A","quantity":3,"amount":"10.00"}]' });
  expect(amount.total).toBe(1000);
  expect(amount.wanted.map(({ quantity, price }) => [quantity, price.amount])).toEqual([
    [1, "3.34"],
    [2, "3.33"],
  ]);
  expect(refused({ lines: '[{"sku":"A","quantity":0,"amount":"10.00"}]' }).field).toBe("/lines/0/quantity");
});

test("more than one order may come to is told before anything is asked", () =>
  expect(refused({ lines: '[{"sku":"A","quantity":100000,"unitPrice":"99999999.00"}]' })).toMatchObject({
    reason: "total-too-large",
  }));
