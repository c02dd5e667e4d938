import { expect, test } from "vitest";
import { market } from "#markets/definitions/uk";
import { describe, type Seller, type SellerDetails } from "./seller.ts";

const [sample = ""] = market.address.samples;
const details = (more: Partial<SellerDetails> & { ifMatch?: number } = {}) => ({
  sellerId: "house",
  name: "The House",
  ifMatch: undefined,
  ...more,
});
const shop = (more: Partial<Seller> = {}): Seller => ({
  status: "active",
  sellerId: "house",
  name: "The House",
  country: "GB",
  version: 4,
  ...more,
});

test("a shop that names no country is in the market's own", () => {
  expect(describe(market, undefined, details({ postcode: ` ${sample.toLowerCase()}` }))).toEqual({
    outcome: "accepted",
    events: [{ type: "seller-opened", seller: shop({ version: 1, postcode: sample }) }],
  });
});
test("the beginning of a postcode is enough to know where a shop is", () => {
  const decision = describe(market, undefined, details({ postcode: sample.split(" ")[0] ?? "" }));
  expect(decision).toMatchObject({ events: [{ seller: { postcode: sample.split(" ")[0] } }] });
});
test("a changed name is the next version", () => {
  expect(describe(market, shop(), details({ name: "Another" }))).toMatchObject({
    events: [{ type: "seller-changed", seller: { name: "Another", version: 5 } }],
  });
});
test("saying what already holds changes nothing", () => {
  expect(describe(market, shop(), details())).toEqual({ outcome: "accepted", events: [] });
});
test.each([
  [{ country: "BR" }, { code: "country-not-served", told: "country" }],
  [
    { country: "GB", postcode: "JE2 3AB" },
    { code: "country-not-served", told: "postcode" },
  ],
  [{ postcode: "nowhere at all" }, { code: "postcode-malformed" }],
  [{ taxId: "nonsense" }, { code: "tax-id-malformed" }],
  [{ ifMatch: 3 }, { code: "version-stale", version: 4 }],
])("%j is refused by name", (more, rejection) => {
  expect(describe(market, shop(), details(more))).toEqual({ outcome: "rejected", rejection });
});
