import { expect, test } from "vitest";
import { type SellerId, type Sku, stockKeyName } from "#kernel/codes";
import type { Minor } from "#kernel/money";
import { instantOf } from "#kernel/time";
import * as market from "#markets/definitions/us/index";
import { anonymous, type Caller } from "#platform/caller";
import { cursorOf } from "#platform/page";
import type { CatalogPorts } from "./catalog-ports.ts";
import { listListings } from "./list-listings.ts";
import type { Listed, ListingEvent } from "./listing.ts";
import { unlisted } from "./listing.ts";
import type { ListingFilter } from "./listing-store.ts";
import { type ListingPut, putListing } from "./put-listing.ts";
import type { ListingsQuery } from "./read-filter.ts";
import { showListing } from "./show-listing.ts";

const operations: Caller = { ...anonymous, id: "operations" };
const boundTo = (...sellerIds: SellerId[]): Caller => ({ ...anonymous, id: "seller", sellerIds: new Set(sellerIds) });
const key = { sellerId: "house", sku: "lamp" };
const lamp: Listed = {
  ...key,
  status: "listed",
  title: "A lamp",
  category: "home",
  price: 1999 as Minor,
  attributes: {},
  buckets: 1,
  version: 1,
};
const put = (more: object = {}, caller = operations) => ({
  path: key,
  body: { title: "A lamp", category: "home" as const, price: { amount: "19.99", currency: "USD" }, ...more },
  caller,
  ifMatch: undefined,
  now: instantOf(0),
});
const all = { limit: 25 };

function catalogOf(listings: readonly Listed[], next?: string) {
  const asked: ListingFilter[] = [];
  const saved: ListingEvent[] = [];
  const find = async ({ sku }: { readonly sku: Sku }) => listings.find((listing) => listing.sku === sku);
  const ports: CatalogPorts = {
    market,
    listings: {
      find,
      page: async (filter) => {
        asked.push(filter);
        return { items: listings, next };
      },
      at: (key) => ({
        load: async () => ({ state: (await find(key)) ?? unlisted(key), seen: new Set(), beside: undefined }),
        save: async ({ events }) => {
          saved.push(...events);
          return "saved";
        },
      }),
    },
    isSeller: async (sellerId) => sellerId === "house",
    available: async (keys) => new Map(keys.map((one) => [stockKeyName(one), 7])),
  };
  const put = (request: ListingPut) => putListing(ports, request);
  const show = (request: ListingPut) => showListing(ports, request);
  const list = (request: { query: ListingsQuery; caller: Caller }) => listListings(ports, request);
  return { catalog: { put, show, list }, asked, saved };
}

test("a listing is shown with what can be bought of it", async () => {
  const { catalog } = catalogOf([]);
  expect(await catalog.put(put())).toEqual({
    status: 201,
    version: 1,
    body: {
      ...key,
      title: "A lamp",
      category: "home",
      price: { amount: "19.99", currency: "USD" },
      available: 7,
      version: 1,
    },
  });
});
test("nobody lists for a seller that does not exist", async () => {
  const { catalog, saved } = catalogOf([]);
  expect(await catalog.put({ ...put(), path: { sellerId: "ghost", sku: "lamp" } })).toMatchObject({
    problem: "unknown-seller",
  });
  expect(saved).toEqual([]);
});
test("a seller knows no other seller's listings, and asked for all it sees its own", async () => {
  const { catalog, asked } = catalogOf([lamp]);
  const stranger = boundTo("other", "third");
  expect(await catalog.put(put({}, stranger))).toMatchObject({ problem: "forbidden" });
  expect(await catalog.show(put({}, stranger))).toMatchObject({ problem: "forbidden" });
  expect(await catalog.list({ query: { ...all, sellerId: "house" }, caller: stranger })).toMatchObject({
    problem: "forbidden",
  });
  await catalog.list({ query: all, caller: stranger });
  expect(asked).toMatchObject([{ sellerIds: ["other", "third"] }]);
});
test("a page ends with where the next begins, and a cursor of ours is read back", async () => {
  const { catalog, asked } = catalogOf([lamp], "home#lamp#house");
  const after = cursorOf(["home#lamp#house"]);
  expect(await catalog.list({ query: all, caller: operations })).toMatchObject({
    body: { items: [{ sku: "lamp" }], next: after },
  });
  await catalog.list({ query: { ...all, after, category: "home" }, caller: operations });
  expect(asked[1]).toEqual({ category: "home", sellerIds: undefined, limit: 25, after: "home#lamp#house" });
});
test.each(["x", cursorOf(["\u{10ffff}"]), cursorOf(["home#lamp#house", "more"]), cursorOf(["toys#lamp#house"])])(
  "the cursor %j is refused",
  async (after) => {
    const { catalog } = catalogOf([lamp]);
    expect(await catalog.list({ query: { ...all, after, category: "home" }, caller: operations })).toMatchObject({
      problem: "invalid",
      errors: [{ pointer: "query:after" }],
    });
  },
);
