import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Availability, availableOn, preferredBucket, reserveFrom } from "./availability.ts";

const availability = (...buckets: number[]): Availability => ({
  sellerId: "house",
  sku: "lamp",
  nodeId: "north",
  buckets,
});
const anAvailability = fc
  .array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 40 })
  .map((buckets) => availability(...buckets));

test("stock that is not split has one bucket to take from", () => {
  expect(reserveFrom(availability(5), 3, "ord_1")).toEqual([{ ...place, bucket: 0, quantity: 3 }]);
});
test("a place with less than is wanted gives nothing", () => {
  expect(reserveFrom(availability(1, 1), 3, "ord_1")).toBeUndefined();
});
test("one bucket that has it all is better than several", () => {
  expect(reserveFrom(availability(1, 1, 4, 1), 4, "ord_1")).toEqual([{ ...place, bucket: 2, quantity: 4 }]);
});
test("orders spread over the buckets", () => {
  const orders = Array.from({ length: 200 }, (_, order) => `ord_${order}`);
  const chosen = new Set(orders.map((order) => preferredBucket(order, availability(...Array(20).fill(1)))));
  expect(chosen.size).toBe(20);
});
test("a place gives exactly what is asked, never more of a bucket than it has, and whenever it has enough", () =>
  fc.assert(
    fc.property(anAvailability, fc.integer({ min: 1, max: 100 }), fc.string(), (from, quantity, orderId) => {
      const reservations = reserveFrom(from, quantity, orderId);
      if (!reservations) return availableOn(from) < quantity;
      const distinct = new Set(reservations.map(({ bucket }) => bucket)).size === reservations.length;
      const within = reservations.every(
        (reservation) => reservation.quantity >= 1 && reservation.quantity <= (from.buckets[reservation.bucket] ?? 0),
      );
      return (
        distinct && within && reservations.reduce((units, reservation) => units + reservation.quantity, 0) === quantity
      );
    }),
  ));

const { buckets: _, ...place } = availability();
