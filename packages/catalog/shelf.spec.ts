import * as fc from "fast-check";
import { expect, test } from "vitest";
import { sku } from "#kernel/codes";
import { categories } from "#markets/vocabulary";
import { compareKeys } from "#platform/dynamo";
import { allShards, isShelf, shardOf, shelfOf, shelvesBehind } from "./shelf.ts";

const letters = "abcXYZ019".split("");
const inside = [...letters, ..." ._:+()&'-".split("")];
const aCode = fc
  .tuple(
    fc.constantFrom(...letters),
    fc.array(fc.constantFrom(...inside), { maxLength: 5 }),
    fc.constantFrom(...letters),
  )
  .map(([first, middle, last]) => first + middle.join("") + last);
/** As other systems write them: with separators of ours, and with letters that DynamoDB sorts otherwise than JavaScript. */
const aSku = fc
  .string({ unit: fc.constantFrom(...inside, ..."#/|%~éß\ufb01👕".split(/(?:)/u)), minLength: 1, maxLength: 6 })
  .filter((text) => sku.safeParse(text).success);
const aListing = fc.record({ category: fc.constantFrom(...categories), sku: aSku, sellerId: aCode });
/** As DynamoDB compares. */
const isWithin = (shelf: string, [from, to]: [string, string]) =>
  compareKeys(from, shelf) <= 0 && compareKeys(shelf, to) <= 0;

test("a list goes on behind the last shelf: nothing is shown twice and nothing left out", () =>
  fc.assert(
    fc.property(aListing, aListing, fc.boolean(), (last, next, ofCategory) => {
      const category = ofCategory ? last.category : undefined;
      const belongs = !ofCategory || next.category === last.category;
      const shown = isWithin(shelfOf(next), shelvesBehind(category, shelfOf(last)));
      return shown === (belongs && compareKeys(shelfOf(next), shelfOf(last)) > 0);
    }),
    { numRuns: 1_000 },
  ));
test("a list of a category begins with its first listing and has no other category's", () =>
  fc.assert(
    fc.property(
      aListing,
      fc.constantFrom(...categories),
      (listing, category) =>
        isWithin(shelfOf(listing), shelvesBehind(category, undefined)) === (listing.category === category),
    ),
  ));
test("a list of everything has everything", () =>
  fc.assert(fc.property(aListing, (listing) => isWithin(shelfOf(listing), shelvesBehind(undefined, undefined)))));
test("every shelf is a place that a list may go on from, and of its category's", () =>
  fc.assert(
    fc.property(
      aListing,
      (listing) => isShelf(shelfOf(listing), undefined) && isShelf(shelfOf(listing), listing.category),
    ),
  ));
test("two listings share a shelf only when they are one", () =>
  fc.assert(
    fc.property(aListing, aListing, (one, other) => {
      const same = one.category === other.category && one.sku === other.sku;
      return (shelfOf(one) === shelfOf(other)) === (same && one.sellerId === other.sellerId);
    }),
  ));
test("listings spread over the shards", () => {
  const shards = Array.from({ length: 400 }, (_, number) => shardOf({ sellerId: "house", sku: `SKU-${number}` }));
  expect(new Set(shards)).toEqual(new Set(allShards));
});
test.each([
  "",
  "home",
  "home#lamp",
  "home#lamp#house/more",
  "home#..#house",
  "home##house",
  "home#la\nmp#house",
  "nowhere#lamp#house",
  "~",
  "home#lamp#",
])("%j is no shelf", (text) => {
  expect(isShelf(text, undefined)).toBe(false);
});
test("a shelf of another category is no place in this list", () => {
  expect(isShelf("home#lamp#house", "toys")).toBe(false);
  expect(isShelf("home#lamp#house", "home")).toBe(true);
  expect(isShelf("home#l/a#mp#house", "home")).toBe(true);
});
