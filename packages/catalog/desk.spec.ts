import { expect, test } from "vitest";
import { stockKeyName } from "#kernel/codes";
import type { Minor } from "#kernel/money";
import { instantOf } from "#kernel/time";
import { market } from "#markets/definitions/us";
import { anonymous, type Caller } from "#platform/caller";
import { cursorOf } from "#platform/page";
import { type CatalogDesk, catalogDesk } from "./desk.ts";
import type { Listing } from "./listing.ts";
import type { ListingFilter } from "./listing-store.ts";

const operations: Caller = { ...anonymous, id: "operations" };
const boundTo = (...sellerIds: string[]): Caller => ({ ...anonymous, id: "seller", sellerIds: new Set(sellerIds) });
const key = { sellerId: "house", sku: "lamp" };
const lamp: Listing = {
  ...key,
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

function deskWith(listings: readonly Listing[], next?: string) {
  const asked: ListingFilter[] = [];
  const saved: unknown[] = [];
  const ports: CatalogDesk = {
    market,
    listings: {
      find: async ({ sku }) => listings.find((listing) => listing.sku === sku),
      page: async (filter) => {
        asked.push(filter);
        return { items: listings, next };
      },
      save: async (events) => {
        saved.push(...events);
        return "saved";
      },
    },
    isSeller: async (sellerId) => sellerId === "house",
    available: async (keys) => new Map(keys.map((one) => [stockKeyName(one), 7])),
  };
  return { desk: catalogDesk(ports), asked, saved };
}

test("a listing is shown with what can be bought of it", async () => {
  const { desk } = deskWith([]);
  expect(await desk.put(put())).toEqual({
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
  const { desk, saved } = deskWith([]);
  expect(await desk.put({ ...put(), path: { sellerId: "ghost", sku: "lamp" } })).toMatchObject({
    problem: "unknown-seller",
  });
  expect(saved).toEqual([]);
});
test("a seller knows no other seller's listings, and asked for all it sees its own", async () => {
  const { desk, asked } = deskWith([lamp]);
  const stranger = boundTo("other", "third");
  expect(await desk.put(put({}, stranger))).toMatchObject({ problem: "forbidden" });
  expect(await desk.show(put({}, stranger))).toMatchObject({ problem: "forbidden" });
  expect(await desk.list({ query: { ...all, sellerId: "house" }, caller: stranger })).toMatchObject({
    problem: "forbidden",
  });
  await desk.list({ query: all, caller: stranger });
  expect(asked).toMatchObject([{ sellerIds: ["other", "third"] }]);
});
test("a page ends with where the next begins, and a cursor of ours is read back", async () => {
  const { desk, asked } = deskWith([lamp], "home#lamp#house");
  const after = cursorOf(["home#lamp#house"]);
  expect(await desk.list({ query: all, caller: operations })).toMatchObject({
    body: { items: [{ sku: "lamp" }], next: after },
  });
  await desk.list({ query: { ...all, after, category: "home" }, caller: operations });
  expect(asked[1]).toEqual({ category: "home", sellerIds: undefined, limit: 25, after: "home#lamp#house" });
});
test.each(["x", cursorOf(["\u{10ffff}"]), cursorOf(["home#lamp#house", "more"]), cursorOf(["toys#lamp#house"])])(
  "the cursor %j is refused",
  async (after) => {
    const { desk } = deskWith([lamp]);
    expect(await desk.list({ query: { ...all, after, category: "home" }, caller: operations })).toMatchObject({
      problem: "invalid",
      errors: [{ pointer: "query:after" }],
    });
  },
);
