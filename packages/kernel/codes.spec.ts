import fc from "fast-check";
import { expect, test } from "vitest";
import { type NodeId, nodeId, type SellerId, type Sku, sellerId, sku, stockKeyName } from "./codes.ts";

test.each(["house", "BANK CHARGES", "gift_0001_20", "DCGS0003", "85123a", "6 oz. (180ml)", "A&B's+1", "1", "a:b"])(
  "%j is a code that sellers use",
  (text) => {
    expect(sku.parse(text)).toBe(text);
    expect(sellerId.parse(text)).toBe(text);
  },
);

const ofOtherSystems = [
  "a/b",
  "a#b",
  "a|b",
  "a%20b",
  "100%",
  "a~b",
  "é",
  "-dash",
  "_lead",
  "10,5*2",
  "ÄÖ 7",
  "Ø12 «rosa»",
  '3/4" pipe',
  "a\\b",
  "?size=L&x",
  "…",
  "...",
  "サイズ-M",
  "👕 red",
  "__proto__",
  "x".repeat(65),
  "ß".repeat(128),
  "👕".repeat(128),
];
test.each(ofOtherSystems)("%j is a SKU of another system, carried as it is", (text) =>
  expect(sku.parse(text)).toBe(text),
);

test.each([
  ["trail ", "trail"],
  ["\u00a0A\u00a01\u2003", "A\u00a01"],
  ["\ufeffA1", "A1"],
  ["\u200eA1\u200e", "A1"],
  ["A1\r\n", "A1"],
  ["cafe\u0301", "café"],
  ["A\u030a1", "Å1"],
])("%j is the SKU %j", (sent, kept) => expect(sku.parse(sent)).toBe(kept));

test.each([
  "",
  " ",
  ".",
  "..",
  " .. ",
  "a\nb",
  "a\tb",
  "a\u0000b",
  "a\u007fb",
  "a\u2028b",
  "\ud800",
  "x".repeat(129),
  "👕".repeat(129),
])("%j is no SKU", (text) => expect(sku.safeParse(text).success).toBe(false));

test.each([
  "",
  " ",
  " lead",
  "trail ",
  "a/b",
  "a#b",
  "a|b",
  "a%20b",
  "a~b",
  "é",
  "a\nb",
  "a\u0000b",
  "-dash",
  "x".repeat(65),
])("%j is no seller's id", (text) => expect(sellerId.safeParse(text).success).toBe(false));

test("a node's id is shorter", () => expect(nodeId.safeParse("n".repeat(33)).success).toBe(false));

test("a word that names one thing does not compile where another is named", () => {
  const [seller, unit, node] = [sellerId.parse("house"), sku.parse("A-1"), nodeId.parse("north")];
  const kept: readonly [SellerId, Sku, NodeId] = [seller, unit, node];
  // @ts-expect-error a seller and a SKU are swapped
  expect(stockKeyName({ sellerId: unit, sku: seller })).toBe("A-1|house");
  // @ts-expect-error a node is no seller
  const noSeller: SellerId = node;
  expect([...kept, noSeller]).toEqual(["house", "A-1", "north", "north"]);
});

test("two keys share a name only when they are one", () => {
  const [aSeller, aSku] = [sellerId, sku].map((schema) =>
    fc.string({ unit: fc.constantFrom(..."ab|#/"), maxLength: 8 }).filter((text) => schema.safeParse(text).success),
  ) as [fc.Arbitrary<string>, fc.Arbitrary<string>];
  fc.assert(
    fc.property(aSeller, aSku, aSeller, aSku, (a, b, c, d) => {
      const same = a === c && b === d;
      return (stockKeyName({ sellerId: a, sku: b }) === stockKeyName({ sellerId: c, sku: d })) === same;
    }),
  );
});
