import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { plusSeconds } from "#kernel/time";
import { markets } from "#markets/directory";
import { orderCeilings } from "#markets/order-ceilings";
import type { OrderBody } from "./order-body.ts";
import { orderBody } from "./order-body.ts";
import { draftOrder } from "./order-draft.ts";
import { body, caller, market, now } from "./spec-checkout.ts";

const importer = caller(["orders/import"]);
const read = (change: Partial<OrderBody>, by = importer) => draftOrder(market, body(change), by, now);
const [postcode = ""] = market.address.samples;
const country = market.countries[0] ?? "";
const amount = (text: string, currency = market.currency.code) => ({ amount: text, currency });
const line = { sellerId: "ada", sku: "A", quantity: 1 };

test("an order of today, in the shop, at listed prices needs no more than its lines", () =>
  expect(read({}, caller())).toMatchObject({
    placedAt: now,
    channel: "shop-tab",
    shipping: 0,
    lines: [{ agreedPrice: undefined }],
  }));

describe("fields of an import", () => {
  test.each([
    ["/externalId", { externalId: "7" }],
    ["/placedAt", { placedAt: now }],
    ["/shipping", { shipping: amount("1.00") }],
    ["/lines/1/unitPrice", { lines: [line, { ...line, unitPrice: amount("1.00") }] }],
    ["/discount", { discount: amount("1.00") }],
    ["/lines/1/discount", { lines: [line, { ...line, discount: amount("1.00") }] }],
  ])("%s needs the scope orders/import", (pointer, change) => {
    expect(read(change, caller())).toMatchObject({ problem: "forbidden", errors: [{ pointer }] });
    expect(read(change)).not.toHaveProperty("problem");
  });

  test("an import may lie in the past, never in the future", () => {
    expect(read({ placedAt: plusSeconds(now, -1e8) })).toMatchObject({ placedAt: plusSeconds(now, -1e8) });
    expect(read({ placedAt: plusSeconds(now, 3_600) })).toMatchObject({ errors: [{ pointer: "/placedAt" }] });
  });

  test("amounts are of the market's currency, exact, and not below zero", () => {
    expect(read({ shipping: amount("1.00", "XXX") })).toMatchObject({
      problem: "currency-mismatch",
      errors: [{ pointer: "/shipping/currency" }],
    });
    const priced = (text: string) => read({ lines: [{ ...line, unitPrice: amount(text) }] });
    expect(priced("1.999")).toMatchObject({ problem: "invalid", errors: [{ pointer: "/lines/0/unitPrice/amount" }] });
    expect(priced("0.00")).toMatchObject({ lines: [{ agreedPrice: 0 }] }); // a gift
    expect(priced("-1.00")).toMatchObject({ problem: "invalid" });
    expect(priced("999999999999999")).toMatchObject({ problem: "invalid" });
    expect(priced("19.99")).toMatchObject({ lines: [{ agreedPrice: 1999 }] });
  });
});

test("discounts are read as other amounts are, each named by its place", () => {
  expect(read({ discount: amount("5.00"), lines: [{ ...line, discount: amount("0.50") }, line] })).toMatchObject({
    discount: 500,
    lines: [{ discount: 50 }, { discount: 0 }],
  });
  expect(read({ discount: amount("-0.01"), lines: [{ ...line, discount: amount("0.001") }] })).toMatchObject({
    problem: "invalid",
    errors: [{ pointer: "/lines/0/discount/amount" }, { pointer: "/discount/amount" }],
  });
  expect(
    read({ discount: amount("1.00", "XXX"), lines: [{ ...line, discount: amount("1.00", "XXX") }] }),
  ).toMatchObject({
    problem: "currency-mismatch",
    errors: [{ pointer: "/lines/0/discount/currency" }, { pointer: "/discount/currency" }],
  });
});

test("what the buyer wants to be said is personal, and anybody who may place orders may pass it on", () => {
  const note = "For Ada, from Charles";
  expect(read({ note }, caller())).toMatchObject({ personalData: { note } });
  expect(read({}, caller())).toHaveProperty("personalData.buyer");
  for (const wrong of ["", "x".repeat(501), "\ud800"])
    expect(z.safeParse(orderBody, body({ note: wrong })).success).toBe(false);
});

describe("what a market allows in one order", () => {
  const small = { ...market, orderLimits: { ...market.orderLimits, maximumLines: 2, maximumQuantity: 5 } };
  const lines = (...quantities: number[]) => quantities.map((quantity) => ({ ...line, quantity }));
  const readSmall = (...quantities: number[]) =>
    draftOrder(small, body({ lines: lines(...quantities) }), caller(), now);

  test("is allowed to the last line and unit", () => expect(readSmall(5, 5)).toMatchObject({ lines: lines(5, 5) }));

  test("is refused by one line more", () =>
    expect(readSmall(1, 1, 1)).toEqual(
      expect.objectContaining({
        problem: "invalid",
        errors: [{ pointer: "/lines", detail: "must hold at most 2 lines" }],
      }),
    ));

  test("is refused by one unit more, and each such line is named", () =>
    expect(readSmall(6, 7)).toEqual(
      expect.objectContaining({
        problem: "invalid",
        errors: [
          { pointer: "/lines/0/quantity", detail: "must be at most 5" },
          { pointer: "/lines/1/quantity", detail: "must be at most 5" },
        ],
      }),
    ));

  test.each(markets)("may be all that the contract takes in $code, and never more", ({ orderLimits }) => {
    expect(orderLimits.maximumLines).toBeLessThanOrEqual(orderCeilings.lines);
    expect(orderLimits.maximumQuantity).toBeLessThanOrEqual(orderCeilings.quantity);
    const sent = (count: number, quantity: number) =>
      z.safeParse(orderBody, body({ lines: Array.from({ length: count }, () => ({ ...line, quantity })) })).success;
    expect(sent(orderLimits.maximumLines, orderLimits.maximumQuantity)).toBe(true);
    expect(sent(orderCeilings.lines + 1, 1)).toBe(false);
    expect(sent(1, orderCeilings.quantity + 1)).toBe(false);
  });

  test("may be of a hundred sellers, and of no more", () => {
    const sellers = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ ...line, sellerId: `s${index}` }));
    expect(z.safeParse(orderBody, body({ lines: sellers(100) })).success).toBe(true);
    expect(z.safeParse(orderBody, body({ lines: sellers(101) })).error?.issues).toMatchObject([
      { path: ["lines"], message: "must be of at most 100 sellers" },
    ]);
  });
});

test("buyers elsewhere are not served", () =>
  expect(read({ buyer: { country: "AQ" } })).toMatchObject({
    problem: "country-not-served",
    errors: [{ pointer: "/buyer/country" }],
  }));

test("a postcode is kept as the post writes it, and refused by name when it is none", () => {
  expect(read({ buyer: { country, postcode: ` ${postcode.toLowerCase()} ` } })).toMatchObject({
    personalData: { buyer: { postcode } },
  });
  expect(read({ buyer: { country, postcode: "?" } })).toMatchObject({
    problem: "invalid",
    errors: [{ pointer: "/buyer/postcode" }],
  });
});

describe("a country", () => {
  const from = (place: object, of = "us") => {
    const its = markets.find(({ code }) => code === of) ?? expect.fail(`there is no market ${of}`);
    const sent = body({ buyer: place, payment: { method: "card" } } as Partial<OrderBody>);
    const parsed = z.safeParse(orderBody, sent);
    if (!parsed.success) return parsed.error.issues.map(({ path }) => `/${path.join("/")}`);
    return draftOrder(its, parsed.data, importer, now);
  };

  test.each([
    ["us", { country: "USA", postcode: "941051234" }, { country: "US", postcode: "94105-1234" }],
    ["us", { country: "PR", postcode: "00901" }, { country: "US", region: "PR", postcode: "00901" }],
    ["us", { country: "Puerto Rico", region: "PR" }, { country: "US", region: "PR" }],
    ["us", { country: "gum", postcode: "96910" }, { country: "US", region: "GU", postcode: "96910" }],
    ["uk", { country: "England", postcode: "sw1a1aa" }, { country: "GB", postcode: "SW1A 1AA" }],
    ["uk", { country: "UK", postcodePrefix: "sw1a" }, { country: "GB", postcodePrefix: "SW1A" }],
    ["br", { country: "brasil", postcode: "01.310-100" }, { country: "BR", postcode: "01310-100" }],
    [
      "br",
      { country: "BRA", name: " Rui\u00a0", region: "São Paulo" },
      { country: "BR", name: "Rui", region: "São Paulo" },
    ],
  ])("is named in %s as people name it, and kept in one form: %j", (of, sent, kept) =>
    expect(from(sent, of)).toMatchObject({ personalData: { buyer: kept } }),
  );

  test.each([
    ["us", { country: "England" }, "/buyer/country"],
    ["us", { country: "FM", postcode: "96941" }, "/buyer/country"],
    ["us", { country: "US", postcode: "96941" }, "/buyer/postcode"],
    ["us", { country: "US", region: "Palau" }, "/buyer/region"],
    ["uk", { country: "GB", postcode: "GX11 1AA" }, "/buyer/postcode"],
    ["uk", { country: "GB", postcode: "KY1-1100" }, "/buyer/postcode"],
    ["uk", { country: "GB", postcodePrefix: "GX11" }, "/buyer/postcodePrefix"],
    ["uk", { country: "United Kingdom", region: "Jersey" }, "/buyer/region"],
    ["uk", { country: "Gibraltar" }, "/buyer/country"],
    ["br", { country: "XK" }, "/buyer/country"],
  ])("that %s does not deliver to is refused by the field that says so: %j", (of, sent, pointer) =>
    expect(from(sent, of)).toMatchObject({ problem: "country-not-served", errors: [{ pointer }] }),
  );
});

test.each([
  ["/externalId", { externalId: "a\u0000b" }],
  ["/externalId", { externalId: "a\nb" }],
  ["/externalId", { externalId: " \u00a0 " }],
  ["/buyer/name", { buyer: { country, name: "Ada\u0007" } }],
  ["/buyer/id", { buyer: { country, id: "a\tb" } }],
  ["/buyer/region", { buyer: { country, region: "a\u2028b" } }],
  ["/buyer/postcode", { buyer: { country, postcode: "M1\u00001AA" } }],
  ["/lines/0/sku", { lines: [{ ...line, sku: "A\r1" }] }],
  ["/lines/0/sellerId", { lines: [{ ...line, sellerId: "ada#1" }] }],
])("%s may hold no control character, and is named", (pointer, change) => {
  const { error } = z.safeParse(orderBody, body(change));
  expect(error?.issues.map(({ path }) => `/${path.join("/")}`)).toEqual([pointer]);
});

test.each(["7-1", " 7-1", "7-1\n", "\t7-1\u00a0", "\ufeff7-1"])("%j is the external id 7-1", (externalId) =>
  expect(z.parse(orderBody, body({ externalId })).externalId).toBe("7-1"),
);

test.each([
  ["10.0000", 1_000],
  ["5.000", 500],
  ["0.0100", 1],
])("an agreed price of %s is %i", (text, agreedPrice) =>
  expect(read({ lines: [{ ...line, unitPrice: amount(text) }], shipping: amount(text) })).toMatchObject({
    lines: [{ agreedPrice }],
    shipping: agreedPrice,
  }),
);

test.each(["10.001", "10.0001", "0.009", "10.00000000001"])(
  "%s says more than the currency can, and is named",
  (text) =>
    expect(read({ lines: [{ ...line, unitPrice: amount(text) }], shipping: amount(text) })).toMatchObject({
      problem: "invalid",
      errors: [{ pointer: "/lines/0/unitPrice/amount" }, { pointer: "/shipping/amount" }],
    }),
);

test("names that events could not hold at every node are refused, though each is short enough", () => {
  const lines = Array.from({ length: 1_000 }, (_, at) => ({ ...line, sku: `${at}`.padEnd(128, "x") }));
  expect(read({ lines })).toMatchObject({ problem: "invalid", errors: [{ pointer: "/lines" }] });
  expect(read({ lines: lines.slice(0, 900) })).not.toHaveProperty("problem");
});

test("how one may pay is the market's to say", () => {
  const unknown = (["pix", "boleto", "voucher"] as const).find(
    (name) => !market.payments.methods.some(({ method }) => method === name),
  );
  expect(unknown && read({ payment: { method: unknown } })).toMatchObject({ problem: "payment-method-not-offered" });
  const most = market.payments.methods.find(({ method }) => method === "card")?.maximumInstalments ?? 1;
  expect(read({ payment: { method: "card", installments: most } })).not.toHaveProperty("problem");
  expect(read({ payment: { method: "card", installments: most + 1 } })).toMatchObject({
    errors: [{ pointer: "/payment/installments" }],
  });
});
test.each([
  ["an unknown field", { ...body(), giftWrap: "x" }],
  ["no lines", body({ lines: [] })],
  ["a broken character", body({ buyer: { country, name: "\ud800" } })],
  ["a fraction of a thing", body({ lines: [{ ...line, quantity: 0.5 }] })],
  ["a country in words", body({ buyer: { country: "Utopia" } })],
])("the contract refuses %s", (_, sent) => expect(z.safeParse(orderBody, sent).success).toBe(false));
