import * as fc from "fast-check";
import { expect, test } from "vitest";
import { availableOn, preferredBucket, type Shelf, takeFrom } from "./take.ts";

const shelf = (...buckets: number[]): Shelf => ({ sellerId: "house", sku: "lamp", nodeId: "north", buckets });
const aShelf = fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 40 }).map((buckets) => shelf(...buckets));

test("stock that is not split has one bucket to take from", () => {
  expect(takeFrom(shelf(5), 3, "ord_1")).toEqual([{ ...place, bucket: 0, quantity: 3 }]);
});
test("a place with less than is wanted gives nothing", () => {
  expect(takeFrom(shelf(1, 1), 3, "ord_1")).toBeUndefined();
});
test("one bucket that has it all is better than several", () => {
  expect(takeFrom(shelf(1, 1, 4, 1), 4, "ord_1")).toEqual([{ ...place, bucket: 2, quantity: 4 }]);
});
test("orders spread over the buckets", () => {
  const orders = Array.from({ length: 200 }, (_, order) => `ord_${order}`);
  const chosen = new Set(orders.map((order) => preferredBucket(order, shelf(...Array(20).fill(1)))));
  expect(chosen.size).toBe(20);
});
test("a place gives exactly what is asked, never more of a bucket than it has, and whenever it has enough", () =>
  fc.assert(
    fc.property(aShelf, fc.integer({ min: 1, max: 100 }), fc.string(), (from, quantity, orderId) => {
      const takes = takeFrom(from, quantity, orderId);
      if (!takes) return availableOn(from) < quantity;
      const distinct = new Set(takes.map(({ bucket }) => bucket)).size === takes.length;
      const within = takes.every((take) => take.quantity >= 1 && take.quantity <= (from.buckets[take.bucket] ?? 0));
      return distinct && within && takes.reduce((units, take) => units + take.quantity, 0) === quantity;
    }),
  ));

const { buckets: _, ...place } = shelf();
