import fc from "fast-check";
import { expect, test } from "vitest";
import { addDigest, digestOf, digestSet, digestsIn, hasDuplicates, noDigests, pagesOf } from "./digests.ts";

const someDigests = fc
  .uniqueArray(fc.nat(), { maxLength: 120 })
  .map((numbers) => numbers.map((number) => digestOf(String(number))));
const listOf = (digests: readonly string[]) => {
  const list = noDigests();
  for (const digest of digests) addDigest(list, digest);
  return list;
};

test("pages hold every digest of every list once, however they are dealt", () =>
  fc.assert(
    fc.property(
      fc.array(someDigests, { maxLength: 4 }),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 9 }),
      (lists, perPage, hands) => {
        const pages = [...pagesOf(lists.map(listOf), perPage, hands)].map(digestsIn);
        expect(pages.slice(0, -1).every(({ length }) => length === perPage)).toBe(true);
        expect(pages.flat().sort()).toEqual(lists.flat().sort());
      },
    ),
  ));

test("neighbours are dealt out: what was gathered together does not follow one another", () => {
  const gathered = Array.from({ length: 80 }, (_, at) => digestOf(String(at)));
  const [page] = [...pagesOf([listOf(gathered)], 100, 8)].map(digestsIn);
  expect(page?.slice(0, 8)).toEqual([0, 10, 20, 30, 40, 50, 60, 70].map((at) => gathered[at]));
});

test("a set of digests knows those on its pages and no others", () =>
  fc.assert(
    fc.property(someDigests, fc.integer({ min: 1, max: 50 }), (digests, perPage) => {
      const [inside, outside] = [digests.filter((_, at) => at % 2 === 0), digests.filter((_, at) => at % 2 === 1)];
      const isThere = digestSet([...pagesOf([listOf(inside)], perPage)]);
      expect(inside.every(isThere)).toBe(true);
      expect(outside.some(isThere)).toBe(false);
    }),
  ));

test("a list knows whether something is on it twice", () =>
  fc.assert(
    fc.property(someDigests, fc.nat(), (digests, at) => {
      expect(hasDuplicates(listOf(digests))).toBe(false);
      const again = digests[at % Math.max(1, digests.length)];
      if (again) expect(hasDuplicates(listOf([...digests, again]))).toBe(true);
    }),
  ));
