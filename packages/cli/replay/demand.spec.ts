import * as fc from "fast-check";
import { expect, test } from "vitest";
import { count, type Demand, missing, unitsOf } from "./demand.ts";
import type { Wanted } from "./order-request.ts";

const wanted = (more: Partial<Wanted> = {}): Wanted => ({
  sellerId: "house",
  sellerName: "House",
  sku: "mug",
  title: "Mug",
  category: "home",
  price: { amount: "1.25", currency: "GBP" },
  quantity: 3,
  nodeId: "north",
  ...more,
});
const unitsIn = (demand: Demand, sku: string) => {
  const key = demand.get("house")?.keys.get(`house|${sku}`);
  return key && unitsOf(key);
};

test("lines of one key add up, by node, and the first names the listing", () => {
  const demand: Demand = new Map();
  count(demand, [
    wanted(),
    wanted({ title: "Another mug", quantity: 2 }),
    wanted({ nodeId: "south" }),
    wanted({ sku: "cup" }),
  ]);
  const key = demand.get("house")?.keys.get("house|mug");
  expect(key?.title).toBe("Mug");
  expect(Object.fromEntries(key?.nodes ?? [])).toEqual({ north: 5, south: 3 });
  expect(unitsIn(demand, "cup")).toBe(3);
});

const nodes = fc
  .dictionary(fc.constantFrom("a", "b", "c", "d"), fc.nat(1000))
  .map((record) => new Map(Object.entries(record)));
const sumOf = (units: ReadonlyMap<string, number>) => [...units.values()].reduce((left, right) => left + right, 0);

test("what is added makes the stock suffice, and nothing is added that is not needed", () =>
  fc.assert(
    fc.property(nodes, nodes, (asked, available) => {
      const added = missing(asked, available);
      expect(sumOf(added)).toBe(Math.max(0, sumOf(asked) - sumOf(available)));
      for (const [node, units] of added)
        expect(units).toBeLessThanOrEqual((asked.get(node) ?? 0) - (available.get(node) ?? 0));
    }),
  ));
