import fc from "fast-check";
import { expect, test } from "vitest";
import { largestRemainder, minor, sum } from "#kernel/money";
import { discountOf, unitsOf } from "./lines.ts";
import { line } from "./spec-orders.ts";

const aLine = fc
  .record({ quantity: fc.integer({ min: 1, max: 40 }), unitPrice: fc.nat(2_000), percent: fc.nat(100) })
  .map(({ quantity, unitPrice, percent }) =>
    line(1, {
      quantity,
      unitPrice: minor(unitPrice),
      discount: minor(Math.floor((quantity * unitPrice * percent) / 100)),
    }),
  );

test("units bear a line's discount by largest remainder, each of them the same whatever goes with it", () =>
  fc.assert(
    fc.property(aLine, (one) => {
      const each = Array.from({ length: one.quantity }, (_, at) => unitsOf(one, at, at + 1));
      const parts = largestRemainder(
        one.discount ?? minor(0),
        each.map(() => 1),
      );
      expect(each.map(({ discount = 0 }) => discount)).toEqual(parts);
      for (const { discount = 0 } of each) expect(discount).toBeLessThanOrEqual(one.unitPrice);
    }),
  ));

test("however a line is taken apart, its parts add up to it", () =>
  fc.assert(
    fc.property(aLine, fc.array(fc.nat(40)), (one, cuts) => {
      const places = [...new Set([0, one.quantity, ...cuts.filter((cut) => cut < one.quantity)])].sort((a, b) => a - b);
      const parts = places.slice(1).map((to, at) => unitsOf(one, places[at] ?? 0, to));
      expect(parts.reduce((units, { quantity }) => units + quantity, 0)).toBe(one.quantity);
      expect(discountOf(parts)).toBe(sum([one.discount ?? minor(0)]));
    }),
  ));
