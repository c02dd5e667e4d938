import { expect, test } from "vitest";
import { accepted, rejected } from "#test/support/decisions";
import { type Bucket, noStock, type Stock } from "./stock.ts";
import { setStock, splitStock } from "./stock-decisions.ts";

const key = { sellerId: "house", sku: "lamp" };
const unsplit = { buckets: 1, listingVersion: 1 };
const bucket = (number: number, available: number, held = 0, retired = false): Bucket => ({
  bucket: number,
  available,
  held,
  consumed: 0,
  retired,
});
const stockOf = (...buckets: Bucket[]): Stock => ({
  key,
  counts: 3,
  version: 3,
  buckets: buckets.length,
  listingVersion: 1,
  nodes: [{ nodeId: "north", activeBuckets: buckets.length, everBuckets: buckets.length, layoutVersion: 7, buckets }],
});
const none = noStock(key);
const north = (units: number) => new Map([["north", units]]);
const at = (number: number) => ({ ...key, nodeId: "north", bucket: number });
/** The move of bucket 0, which says how its node is laid out from now on. */
const first = (available: number, when: object, activeBuckets: number, everBuckets: number) => ({
  ...{ at: at(0), available, held: 0, when, layout: { activeBuckets, everBuckets }, nextLayout: true, mayCreate: true },
});

test("the first count creates bucket 0, unless somebody else just did", () => {
  expect(setStock(none, north(5), unsplit, undefined)).toEqual(
    accepted([{ type: "stock-counted", split: unsplit, moves: [[first(5, { layoutVersionIs: 0 }, 1, 1)]] }]),
  );
});
test("a first count of nothing is a count", () => {
  expect(setStock(none, new Map(), unsplit, undefined)).toEqual(
    accepted([{ type: "stock-counted", split: unsplit, moves: [] }]),
  );
});
test("what is held stays held: the rest is available", () => {
  expect(setStock(stockOf(bucket(0, 4, 6)), north(8), unsplit, undefined)).toEqual(
    accepted([
      {
        type: "stock-counted",
        split: unsplit,
        moves: [[first(-2, { layoutVersionIs: 7, availableAtLeast: 2 }, 1, 1)]],
      },
    ]),
  );
});
test("less than is held cannot be on hand", () => {
  expect(setStock(stockOf(bucket(0, 4, 6)), north(5), unsplit, undefined)).toEqual(
    rejected({ code: "stock-held", nodes: [{ nodeId: "north", requested: 5, held: 6 }] }),
  );
});
test("a node that is not named has nothing, and says so when orders hold there", () => {
  expect(setStock(stockOf(bucket(0, 4, 6)), new Map([["south", 9]]), unsplit, undefined)).toEqual(
    rejected({ code: "stock-held", nodes: [{ nodeId: "north", requested: 0, held: 6 }] }),
  );
});
test("the same count again changes nothing", () => {
  expect(setStock(stockOf(bucket(0, 4, 6)), north(10), unsplit, undefined)).toEqual(accepted([]));
});
test("the same count under a later listing is noted and is no new count", () => {
  const later = { buckets: 1, listingVersion: 2 };
  expect(setStock(stockOf(bucket(0, 4, 6)), north(10), later, undefined)).toEqual(
    accepted([{ type: "stock-split", split: later, moves: [] }]),
  );
});
test("a version that is no longer the latest is refused", () => {
  expect(setStock(stockOf(bucket(0, 4)), north(9), unsplit, 2)).toEqual(
    rejected({ code: "version-stale", version: 3 }),
  );
  expect(setStock(none, north(9), unsplit, 0).outcome).toBe("accepted");
});
test("a split spreads what is available evenly and leaves what is held", () => {
  const split = { buckets: 3, listingVersion: 2 };
  expect(splitStock(stockOf(bucket(0, 7, 3)), split)).toEqual(
    accepted([
      {
        type: "stock-split",
        split,
        moves: [
          [
            first(-4, { layoutVersionIs: 7, availableAtLeast: 4 }, 3, 3),
            { at: at(1), available: 2, held: 0, when: {}, mayCreate: true },
            { at: at(2), available: 2, held: 0, when: {}, mayCreate: true },
          ],
        ],
      },
    ]),
  );
});
test("a bucket retires only as empty as it was seen", () => {
  const split = { buckets: 1, listingVersion: 2 };
  expect(splitStock(stockOf(bucket(0, 2), bucket(1, 2, 1)), split)).toEqual(
    accepted([
      {
        type: "stock-split",
        split,
        moves: [
          [
            first(2, { layoutVersionIs: 7 }, 1, 2),
            { at: at(1), available: -2, held: 0, when: { availableIs: 2 }, retired: true },
          ],
        ],
      },
    ]),
  );
});
test("a split that a later listing has overtaken changes nothing, and neither does a repeat", () => {
  expect(splitStock(stockOf(bucket(0, 2)), { buckets: 5, listingVersion: 0 })).toEqual(accepted([]));
  expect(splitStock(stockOf(bucket(0, 2)), { buckets: 1, listingVersion: 1 })).toEqual(accepted([]));
});
test("a listing known to the stock already is not undone by a count that knew an older one", () => {
  const stock: Stock = { ...none, buckets: 4, listingVersion: 2 };
  const decision = setStock(stock, north(8), unsplit, undefined);
  const [event] = decision.outcome === "accepted" ? decision.events : [];
  expect(event?.split).toEqual({ buckets: 4, listingVersion: 2 });
});
