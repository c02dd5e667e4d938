import { expect, test } from "vitest";
import { setStock, splitStock } from "./set-stock.ts";
import type { Bucket, Stock } from "./stock.ts";

const key = { sellerId: "house", sku: "lamp" };
const unsplit = { buckets: 1, listingVersion: 1 };
const bucket = (number: number, available: number, held = 0, retired = false): Bucket => ({
  bucket: number,
  available,
  held,
  retired,
});
const stockOf = (...buckets: Bucket[]): Stock => ({
  key,
  version: 3,
  buckets: buckets.length,
  listingVersion: 1,
  nodes: [{ nodeId: "north", live: buckets.length, span: buckets.length, layout: 7, buckets }],
});
const none: Stock = { key, version: 0, buckets: 1, listingVersion: 0, nodes: [] };
const north = (units: number) => new Map([["north", units]]);
const eventOf = (decision: ReturnType<typeof setStock>) =>
  decision.outcome === "accepted" ? decision.events[0] : undefined;

test("the first count creates bucket 0, unless somebody else just did", () => {
  const event = eventOf(setStock(none, north(5), unsplit, undefined));
  expect(event).toMatchObject({
    change: { version: 1 },
    nodes: [{ nodeId: "north", onHand: 5, held: 0, available: 5 }],
  });
  expect(event?.change.moves).toMatchObject([[{ available: 5, when: { layoutIs: 0 }, arrange: { live: 1, span: 1 } }]]);
});
test("what is held stays held: the rest is available", () => {
  const event = eventOf(setStock(stockOf(bucket(0, 4, 6)), north(8), unsplit, undefined));
  expect(event).toMatchObject({ nodes: [{ onHand: 8, held: 6, available: 2 }] });
  expect(event?.change.moves).toMatchObject([[{ available: -2, when: { layoutIs: 7, availableAtLeast: 2 } }]]);
});
test("less than is held cannot be on hand", () => {
  expect(setStock(stockOf(bucket(0, 4, 6)), north(5), unsplit, undefined)).toEqual({
    outcome: "rejected",
    rejection: { code: "stock-held", nodes: [{ nodeId: "north", requested: 5, held: 6 }] },
  });
});
test("a node that is not named has nothing, and says so when orders hold there", () => {
  expect(setStock(stockOf(bucket(0, 4, 6)), new Map([["south", 9]]), unsplit, undefined)).toMatchObject({
    rejection: { code: "stock-held", nodes: [{ nodeId: "north", requested: 0, held: 6 }] },
  });
});
test("the same count again changes nothing", () => {
  expect(setStock(stockOf(bucket(0, 4, 6)), north(10), unsplit, undefined)).toEqual({
    outcome: "accepted",
    events: [],
  });
});
test("a version that is no longer the latest is refused", () => {
  expect(setStock(stockOf(bucket(0, 4)), north(9), unsplit, 2)).toEqual({
    outcome: "rejected",
    rejection: { code: "version-stale", version: 3 },
  });
  expect(setStock(none, north(9), unsplit, 0).outcome).toBe("accepted");
});
test("a split spreads what is available evenly and leaves what is held", () => {
  const decision = splitStock(stockOf(bucket(0, 7, 3)), { buckets: 3, listingVersion: 2 });
  expect(eventOf(decision)?.change.moves).toMatchObject([
    [
      { at: { bucket: 0 }, available: -4, when: { layoutIs: 7, availableAtLeast: 4 }, arrange: { live: 3, span: 3 } },
      { at: { bucket: 1 }, available: 2 },
      { at: { bucket: 2 }, available: 2 },
    ],
  ]);
});
test("a bucket retires only as empty as it was seen", () => {
  const decision = splitStock(stockOf(bucket(0, 2), bucket(1, 2, 1)), { buckets: 1, listingVersion: 2 });
  expect(eventOf(decision)?.change.moves).toMatchObject([
    [
      { at: { bucket: 0 }, available: 2, arrange: { live: 1, span: 2 } },
      { at: { bucket: 1 }, available: -2, held: 0, when: { availableIs: 2 }, retired: true },
    ],
  ]);
});
test("a split that a later listing has overtaken changes nothing, and neither does a repeat", () => {
  expect(splitStock(stockOf(bucket(0, 2)), { buckets: 5, listingVersion: 0 })).toEqual({
    outcome: "accepted",
    events: [],
  });
  expect(splitStock(stockOf(bucket(0, 2)), { buckets: 1, listingVersion: 1 })).toEqual({
    outcome: "accepted",
    events: [],
  });
});
test("a listing known to the stock already is not undone by a count that knew an older one", () => {
  const stock: Stock = { ...none, buckets: 4, listingVersion: 2 };
  expect(eventOf(setStock(stock, north(8), unsplit, undefined))?.change.split).toEqual({
    buckets: 4,
    listingVersion: 2,
  });
});
