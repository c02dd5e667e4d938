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
const want = (sku: Sku, quantity: number, agreedPrice?: number) => ({
  ...key(sku),
  quantity,
  agreedPrice: agreedPrice === undefined ? undefined : minor(agreedPrice),
});

test("a line costs what is listed, or what was agreed", () =>
  expect(price(market, { lines: [want("A", 2), want("B", 3, 100)], shipping: minor(50) }, products)).toMatchObject({
    lines: [{ unitPrice: 1999 }, { unitPrice: 100 }],
    totals: { goods: 4298, shipping: 50, discount: 0, tax: 0, total: 4348 },
  }));

test("what is not listed is named by its place", () =>
  expect(price(market, { lines: [want("A", 1), want("X", 1, 5)], shipping: zero }, products)).toMatchObject({
    problem: "unknown-listing",
    errors: [{ pointer: "/lines/1" }],
  }));

test("a total beyond the market's bounds is refused, however large", () => {
  const lines = Array.from({ length: 1_000 }, () => want("A", 100_000, market.orderLimits.maximumUnitPrice));
  expect(price(market, { lines, shipping: zero }, products)).toMatchObject({ problem: "invalid" });
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
        const priced = price(market, { lines: drafted, shipping: minor(shipping) }, products);
        if ("problem" in priced)
          return expect(goods + BigInt(shipping)).toBeGreaterThan(BigInt(market.orderLimits.maximumTotal));
        expect(BigInt(priced.totals.total)).toBe(goods + BigInt(shipping));
      },
    ),
  ));
