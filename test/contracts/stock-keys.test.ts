import fc from "fast-check";
import { expect, test } from "vitest";
import { listingKey } from "#catalog/listing-items";
import { inKeyOrder } from "#checkout/plan";
import { planRelease } from "#inventory/hold-release";
import type { StockAddress } from "#inventory/stock-address";
import { headKey, holdKey, stockKey } from "#inventory/stock-items";
import { nodeId, sellerId, sku, stockKeyName } from "#kernel/codes";
import { itemsOf } from "#ordering/lines";
import { line } from "#ordering/spec-orders";
import { readName } from "#platform/dynamo";
import { isProblem } from "#platform/problem";
import { readRequest } from "#platform/request";
import { clientInMemory } from "#test/support/client-in-memory";
import { allRoutes } from "#test/support/manifests";

/** Few letters and all separators of ours, so that two of them are often nearly one. */
const words = (schema: { readonly safeParse: (text: string) => { readonly success: boolean } }, letters: string) =>
  fc
    .string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 6 })
    .filter((text) => schema.safeParse(text).success);
const aSeller = words(sellerId, "a0.:#/|");
const aSku = words(sku, "a0#/|,");
const aNode = words(nodeId, "a0-#/|");
const anAddress: fc.Arbitrary<StockAddress> = fc.record({
  sellerId: aSeller,
  sku: aSku,
  nodeId: aNode,
  bucket: fc.integer({ min: 0, max: 11 }),
});
const key = (...parts: readonly unknown[]) => JSON.stringify(parts);
const of = (address: StockAddress) => key(address.sellerId, address.sku);
const place = (address: StockAddress) => key(address.sellerId, address.sku, address.nodeId);
const bucket = (address: StockAddress) => key(address.sellerId, address.sku, address.nodeId, address.bucket);
const inTable = (table: string, at: { readonly pk: string; readonly sk: string }) => readName({ table, key: at });

test.each([
  ["a stock key", of, stockKeyName],
  ["a listing's item", of, (address: StockAddress) => inTable("catalog", listingKey(address))],
  ["the head of a stock", of, (address: StockAddress) => inTable("inventory", headKey(address))],
  ["a bucket's item", bucket, (address: StockAddress) => inTable("inventory", stockKey(address))],
  ["a hold's item", bucket, (address: StockAddress) => inTable("inventory", holdKey("ord_1", address))],
])("whatever a SKU holds, two of them share the name of %s only when they are one", (_, meant, named) =>
  fc.assert(
    fc.property(anAddress, anAddress, (one, other) => (named(one) === named(other)) === (meant(one) === meant(other))),
    { numRuns: 2_000 },
  ),
);

test("no two items of different kinds share a key", () =>
  fc.assert(
    fc.property(anAddress, anAddress, (one, other) => {
      const keys = [headKey(one), stockKey(other), holdKey("ord_1", one), holdKey("ord_2", one)];
      return new Set(keys.map((at) => inTable("inventory", at))).size === keys.length;
    }),
    { numRuns: 2_000 },
  ));

test("units of different places are never added up as one", () =>
  fc.assert(
    fc.property(fc.uniqueArray(anAddress, { selector: place, maxLength: 8 }), (addresses) => {
      const lines = addresses.map((address, at) => line(at + 1, { ...address, quantity: 1 }));
      expect(itemsOf(lines)).toHaveLength(addresses.length);
      const held = addresses.map((address) => ({ ...address, quantity: 1, seen: new Set<string>(), closed: false }));
      const release = { how: "release", cause: "evt_1", items: held } as const;
      expect(planRelease(held, release)).toMatchObject({
        missing: [],
        groups: held.map((hold) => [{ hold, quantity: 1 }]),
      });
    }),
  ));

test("whoever takes stock takes it in one order, however it was written down", () =>
  fc.assert(
    fc.property(fc.uniqueArray(anAddress, { selector: bucket, maxLength: 8 }), (addresses) => {
      const wanted = addresses.map((address) => ({ ...address, quantity: 1 }));
      expect(inKeyOrder(wanted.toReversed())).toEqual(inKeyOrder(wanted));
    }),
  ));

test("a SKU that is percent-encoded in a path arrives as it is", async () => {
  const routes = await allRoutes("market");
  const route = routes.find((found) => found.route.key === "GET /sellers/{sellerId}/stock/{sku}")?.route;
  if (!route) throw new Error("stock has no route");
  const anySku = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }).map((text) => sku.safeParse(text));
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        anySku,
        fc.constantFrom(...awkward).map((text) => sku.safeParse(text)),
      ),
      async (parsed) => {
        fc.pre(parsed.success);
        const client = clientInMemory({ role: "operations", sellerIds: [] }, routes, async (_, event) => {
          const request = readRequest(route, event as Parameters<typeof readRequest>[1]);
          return { statusCode: 200, body: JSON.stringify(isProblem(request) ? request : request.path) };
        });
        const { body } = await client.get(`/sellers/house/stock/${encodeURIComponent(parsed.data ?? "")}`);
        expect(body).toEqual({ sellerId: "house", sku: parsed.data });
      },
    ),
  );
});
const awkward = [
  "a/b",
  "/",
  "//",
  "a//b",
  "%",
  "100%",
  "%2F",
  "%25",
  "a%2Fb",
  "a?b",
  "a#b",
  "...",
  "a/../b",
  "+",
  "a b",
  "é",
  "%C3%A9",
];
