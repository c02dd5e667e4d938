import fc from "fast-check";
import { expect, test } from "vitest";
import { type NodeId, nodeId, type SellerId, type Sku, sellerId, sku, stockKeyName } from "./codes.ts";

test.each(["house", "BANK CHARGES", "gift_0001_20", "DCGS0003", "85123a", "6 oz. (180ml)", "A&B's+1", "1", "a:b"])(
  "%j is a code that sellers use",
  (text) => {
    expect(sku.safeParse(text).success).toBe(true);
    expect(sellerId.safeParse(text).success).toBe(true);
  },
);

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
])("%j is no code", (text) => {
  expect(sku.safeParse(text).success).toBe(false);
  expect(sellerId.safeParse(text).success).toBe(false);
});

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
  const aCode = fc.string({ unit: "grapheme-ascii", maxLength: 8 }).filter((text) => sku.safeParse(text).success);
  fc.assert(
    fc.property(aCode, aCode, aCode, aCode, (a, b, c, d) => {
      const same = a === c && b === d;
      return (stockKeyName({ sellerId: a, sku: b }) === stockKeyName({ sellerId: c, sku: d })) === same;
    }),
  );
});
