import { expect, test } from "vitest";
import type { Minor } from "#kernel/money";
import * as market from "#markets/definitions/us/index";
import { accepted, rejected } from "#test/support/decisions";
import { evolve } from "./evolve.ts";
import { type Listed, type Offer, unlisted } from "./listing.ts";
import { type ListingTerms, list } from "./listing-decisions.ts";

const key = { sellerId: "house", sku: "lamp" };
const terms = (more: Partial<ListingTerms> = {}): ListingTerms => ({
  title: "A lamp",
  category: "home",
  price: { amount: "19.99", currency: "USD" },
  ...more,
});
const offer = (more: Partial<Offer> = {}): Offer => ({
  title: "A lamp",
  category: "home",
  price: 1999 as Minor,
  attributes: {},
  buckets: 1,
  ...more,
});
const listing = (more: Partial<Offer> = {}): Listed => ({ ...key, status: "listed", version: 2, ...offer(more) });
const price = (amount: string, currency = "USD") => ({ price: { amount, currency } });
const first = unlisted(key);

test("what is listed for the first time is what its seller says", () => {
  expect(list(market, first, terms(), undefined)).toEqual(accepted([{ type: "listed", ...offer() }]));
});
test("a new price is a new offer", () => {
  expect(list(market, listing(), terms(price("20")), 2)).toEqual(
    accepted([{ type: "relisted", ...offer({ price: 2000 as Minor }) }]),
  );
});
test("saying what already holds changes nothing", () => {
  expect(list(market, listing(), terms(price("19.9900".slice(0, 5))), undefined)).toEqual(accepted([]));
});
test("attributes that are left out are gone", () => {
  expect(list(market, listing({ attributes: { colour: "red" } }), terms(), undefined)).toEqual(
    accepted([{ type: "relisted", ...offer() }]),
  );
});
test("other buckets are an event of their own, for the stock that is there", () => {
  const decision = list(market, listing(), terms({ buckets: 20 }), undefined);
  expect(decision).toEqual(
    accepted([
      { type: "relisted", ...offer({ buckets: 20 }) },
      { type: "buckets-changed", buckets: 20 },
    ]),
  );
  const events = decision.outcome === "accepted" ? decision.events : [];
  expect(events.reduce(evolve, listing())).toEqual(listing({ buckets: 20 }));
});
test.each([
  [price("19.99", "BRL"), { code: "currency-mismatch", currency: "USD" }],
  [price("19.999"), { code: "price-malformed", exponent: 2 }],
  [price("-0.01"), { code: "price-negative" }],
  [price("-1"), { code: "price-negative" }],
  [price("9999999999999"), { code: "price-too-high" }],
])("%j is refused by name", (more, rejection) => {
  expect(list(market, first, terms(more), undefined)).toEqual(rejected(rejection));
});
test("what is given away says so by its price", () =>
  expect(list(market, first, terms(price("0.00")), undefined)).toMatchObject({ outcome: "accepted" }));
test("a category that the market does not use is refused", () => {
  const narrow = { ...market, categories: ["toys" as const] };
  expect(list(narrow, first, terms(), undefined)).toEqual(rejected({ code: "category-not-offered" }));
});
test("a version that is no longer the latest is refused", () => {
  expect(list(market, listing(), terms(), 1)).toEqual(rejected({ code: "version-stale", version: 2 }));
  expect(list(market, first, terms(), 1)).toEqual(rejected({ code: "version-stale", version: 0 }));
});
