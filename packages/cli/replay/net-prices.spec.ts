import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Minor } from "#kernel/money";
import { type LineAmounts, netPrices, type Priced, perUnit } from "./net-prices.ts";

const line = (quantity: number, price: number, discount = 0): LineAmounts => ({
  parts: [{ quantity, price: price as Minor }],
  total: (quantity * price) as Minor,
  discount: discount as Minor,
});
const paidFor = (units: readonly Priced[]) => units.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
const unitsIn = (units: readonly Priced[]) => units.reduce((sum, { quantity }) => sum + quantity, 0);

test("without a discount prices are what they were", () => {
  expect(netPrices([line(3, 125), line(1, 0)], 0 as Minor)).toEqual([
    [{ quantity: 3, price: 125 }],
    [{ quantity: 1, price: 0 }],
  ]);
});

test("an order's discount is shared by what its lines cost, and units that cannot cost the same are told apart", () => {
  expect(netPrices([line(3, 100), line(1, 100)], 10 as Minor)).toEqual([
    [
      { quantity: 2, price: 98 },
      { quantity: 1, price: 97 },
    ],
    [{ quantity: 1, price: 97 }],
  ]);
});

test("a line's discount is its own", () => {
  expect(netPrices([line(2, 100, 50), line(1, 100)], 0 as Minor)).toEqual([
    [{ quantity: 2, price: 75 }],
    [{ quantity: 1, price: 100 }],
  ]);
});

test("no more is taken off than there is", () => {
  expect(netPrices([line(1, 100, 101)], 0 as Minor)).toBeUndefined();
  expect(netPrices([line(1, 100)], 101 as Minor)).toBeUndefined();
  expect(netPrices([line(1, 100)], 100 as Minor)).toEqual([[{ quantity: 1, price: 0 }]]);
  expect(netPrices([], 1 as Minor)).toBeUndefined();
});

test("an amount for many units is exact", () =>
  expect(perUnit(1000 as Minor, 3)).toEqual([
    { quantity: 1, price: 334 },
    { quantity: 2, price: 333 },
  ]));

const lines = fc.array(
  fc.record({ quantity: fc.integer({ min: 1, max: 500 }), price: fc.nat(100_000), share: fc.nat(100) }),
  { minLength: 1, maxLength: 20 },
);

test("whatever is taken off, units stay and what is paid is the rest, to the unit", () =>
  fc.assert(
    fc.property(lines, fc.nat(100), (given, percent) => {
      const all = given.map(({ quantity, price, share }) =>
        line(quantity, price, Math.floor((quantity * price * share) / 100)),
      );
      const left = all.reduce((sum, { total, discount }) => sum + total - discount, 0);
      const discount = Math.floor((left * percent) / 100);
      const net = netPrices(all, discount as Minor) ?? expect.unreachable();
      expect(net.reduce((sum, units) => sum + paidFor(units), 0)).toBe(left - discount);
      expect(net.map(unitsIn)).toEqual(given.map(({ quantity }) => quantity));
      expect(net.flat().filter(({ price }) => price < 0)).toEqual([]);
    }),
  ));
