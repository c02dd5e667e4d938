import fc from "fast-check";
import { expect, test } from "vitest";
import { type Sku, stockKeyName } from "#kernel/codes";
import { minor, zero } from "#kernel/money";
import { price } from "./pricing.ts";
import { key, market } from "./spec-checkout.ts";

const products = new Map(
  [key("A"), key("B")].map((one) => [
    stockKeyName(one),
    { ...one, title: "Thing", category: "toys" as const, price: minor(1999) },
  ]),
);
const want = (sku: Sku, quantity: number, agreedPrice?: number, discount = 0) => ({
  ...key(sku),
  quantity,
  agreedPrice: agreedPrice === undefined ? undefined : minor(agreedPrice),
  discount: minor(discount),
});

test("a line costs what is listed, or what was agreed", () =>
  expect(
    price(market, { lines: [want("A", 2), want("B", 3, 100)], shipping: minor(50), discount: zero }, products),
  ).toMatchObject({
    lines: [{ unitPrice: 1999 }, { unitPrice: 100 }],
    totals: { goods: 4298, shipping: 50, discount: 0, tax: 0, total: 4348 },
  }));

test("what is not listed is named by its place", () =>
  expect(
    price(market, { lines: [want("A", 1), want("X", 1, 5)], shipping: zero, discount: zero }, products),
  ).toMatchObject({
    problem: "unknown-listing",
    errors: [{ pointer: "/lines/1" }],
  }));

test("a total beyond the market's bounds is refused, however large", () => {
  const lines = Array.from({ length: 1_000 }, () => want("A", 100_000, market.orderLimits.maximumUnitPrice));
  expect(price(market, { lines, shipping: zero, discount: zero }, products)).toMatchObject({ problem: "invalid" });
});

test("sums are exact", () =>
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 1, max: 1_000_000 })), {
        minLength: 1,
        maxLength: 20,
      }),
      fc.integer({ min: 0, max: 100_000 }),
      (lines, shipping) => {
        const drafted = lines.map(([quantity, agreed]) => want("A", quantity, agreed));
        const goods = lines.reduce((sum, [quantity, agreed]) => sum + BigInt(quantity) * BigInt(agreed), 0n);
        const priced = price(market, { lines: drafted, shipping: minor(shipping), discount: zero }, products);
        if ("problem" in priced)
          return expect(goods + BigInt(shipping)).toBeGreaterThan(BigInt(market.orderLimits.maximumTotal));
        expect(BigInt(priced.totals.total)).toBe(goods + BigInt(shipping));
      },
    ),
  ));

test("what comes off the order comes off its lines by what they cost after their own discounts, the last cent to the largest remainder", () => {
  const lines = [want("A", 2, 900), want("B", 1, 1_800, 500), want("A", 1, 0)];
  expect(price(market, { lines, shipping: minor(50), discount: minor(200) }, products)).toEqual({
    lines: [
      { ...key("A"), title: "Thing", category: "toys", quantity: 2, unitPrice: 900, discount: 116 },
      { ...key("B"), title: "Thing", category: "toys", quantity: 1, unitPrice: 1_800, discount: 584 },
      { ...key("A"), title: "Thing", category: "toys", quantity: 1, unitPrice: 0 },
    ],
    totals: { goods: 3_600, shipping: 50, discount: 700, tax: 0, total: 2_950 },
  });
});

test("all of the goods may come off, and no more: the discount that is too large is named", () => {
  const priced = (discount: number, own = 0) =>
    price(
      market,
      { lines: [want("A", 1), want("B", 2, 100, own)], shipping: minor(50), discount: minor(discount) },
      products,
    );
  expect(priced(2_199)).toMatchObject({ totals: { goods: 2_199, discount: 2_199, total: 50 } });
  expect(priced(2_200)).toMatchObject({ problem: "invalid", errors: [{ pointer: "/discount/amount" }] });
  expect(priced(0, 200)).toMatchObject({ lines: [{}, { discount: 200 }], totals: { discount: 200, total: 2_049 } });
  expect(priced(0, 201)).toMatchObject({ problem: "invalid", errors: [{ pointer: "/lines/1/discount/amount" }] });
});

test("discounts of lines add up to the order's, and leave no line below zero", () =>
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 100 })),
        {
          minLength: 1,
          maxLength: 12,
        },
      ),
      fc.integer({ min: 0, max: 100 }),
      (some, percent) => {
        const drafted = some.map(([quantity, agreed, off]) =>
          want("A", quantity, agreed, Math.floor((quantity * agreed * off) / 100)),
        );
        const own = drafted.reduce((sum, { discount }) => sum + discount, 0);
        const goods = some.reduce((sum, [quantity, agreed]) => sum + quantity * agreed, 0);
        const discount = minor(Math.floor(((goods - own) * percent) / 100));
        const priced = price(market, { lines: drafted, shipping: zero, discount }, products);
        if ("problem" in priced) throw new Error("a discount below the goods is refused");
        expect(priced.totals).toEqual({
          goods,
          shipping: 0,
          discount: own + discount,
          tax: 0,
          total: goods - own - discount,
        });
        expect(priced.lines.reduce((sum, line) => sum + (line.discount ?? 0), 0)).toBe(own + discount);
        for (const { quantity, unitPrice, discount: off = 0 } of priced.lines)
          expect(off).toBeLessThanOrEqual(quantity * unitPrice);
      },
    ),
  ));
