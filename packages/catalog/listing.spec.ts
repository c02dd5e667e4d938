import { expect, test } from "vitest";
import type { Minor } from "#kernel/money";
import { market } from "#markets/definitions/us";
import { type Listing, type ListingTerms, list } from "./listing.ts";

const terms = (more: Partial<ListingTerms> = {}): ListingTerms => ({
  sellerId: "house",
  sku: "lamp",
  title: "A lamp",
  category: "home",
  price: { amount: "19.99", currency: "USD" },
  ...more,
});
const listing = (more: Partial<Listing> = {}): Listing => ({
  sellerId: "house",
  sku: "lamp",
  title: "A lamp",
  category: "home",
  price: 1999 as Minor,
  attributes: {},
  buckets: 1,
  version: 2,
  ...more,
});
const price = (amount: string, currency = "USD") => ({ price: { amount, currency } });

test("what is listed for the first time is version 1", () => {
  expect(list(market, undefined, terms(), undefined)).toEqual({
    outcome: "accepted",
    events: [{ type: "listed", listing: listing({ version: 1 }) }],
  });
});
test("a new price is a new version", () => {
  expect(list(market, listing(), terms(price("20")), 2)).toEqual({
    outcome: "accepted",
    events: [{ type: "relisted", listing: listing({ price: 2000 as Minor, version: 3 }) }],
  });
});
test("saying what already holds changes nothing", () => {
  expect(list(market, listing(), terms(price("19.9900".slice(0, 5))), undefined)).toEqual({
    outcome: "accepted",
    events: [],
  });
});
test("attributes that are left out are gone", () => {
  const decision = list(market, listing({ attributes: { colour: "red" } }), terms(), undefined);
  expect(decision).toMatchObject({ events: [{ type: "relisted", listing: { attributes: {} } }] });
});
test("other buckets are an event of their own, for the stock that is there", () => {
  const decision = list(market, listing(), terms({ buckets: 20 }), undefined);
  const after = listing({ buckets: 20, version: 3 });
  expect(decision).toEqual({
    outcome: "accepted",
    events: [
      { type: "relisted", listing: after },
      { type: "buckets-changed", listing: after },
    ],
  });
});
test.each([
  [price("19.99", "BRL"), { code: "currency-mismatch", currency: "USD" }],
  [price("19.999"), { code: "price-malformed", exponent: 2 }],
  [price("0.00"), { code: "price-not-positive" }],
  [price("-1"), { code: "price-not-positive" }],
  [price("9999999999999"), { code: "price-too-high" }],
])("%j is refused by name", (more, rejection) => {
  expect(list(market, undefined, terms(more), undefined)).toEqual({ outcome: "rejected", rejection });
});
test("a category that the market does not use is refused", () => {
  const narrow = { ...market, categories: ["toys" as const] };
  expect(list(narrow, undefined, terms(), undefined)).toEqual({
    outcome: "rejected",
    rejection: { code: "category-not-offered" },
  });
});
test("a version that is no longer the latest is refused", () => {
  const rejection = { code: "version-stale", version: 2 };
  expect(list(market, listing(), terms(), 1)).toEqual({ outcome: "rejected", rejection });
  expect(list(market, undefined, terms(), 1)).toMatchObject({ rejection: { version: 0 } });
});
