import { expect, test } from "vitest";
import * as market from "#markets/definitions/uk/index";
import { accepted, rejected } from "#test/support/decisions";
import { type ActiveSeller, unopened } from "./seller.ts";
import { describe, type SellerDetails } from "./seller-decisions.ts";

const [sample = ""] = market.address.samples;
const details = (more: Partial<SellerDetails> = {}) => ({ name: "The House", ...more });
const shop: ActiveSeller = { status: "active", sellerId: "house", name: "The House", country: "GB", version: 4 };
const known = { name: "The House", country: "GB", postcode: undefined, taxId: undefined };
const describeShop = (more: Partial<SellerDetails>, ifMatch?: number) => describe(market, shop, details(more), ifMatch);

test("a shop that names no country is in the market's own", () => {
  const decision = describe(market, unopened("house"), details({ postcode: ` ${sample.toLowerCase()}` }), undefined);
  expect(decision).toEqual(accepted([{ type: "seller-opened", ...known, postcode: sample }]));
});
test("the beginning of a postcode is enough to know where a shop is", () => {
  const [area = ""] = sample.split(" ");
  const decision = describe(market, unopened("house"), details({ postcode: area }), 0);
  expect(decision).toEqual(accepted([{ type: "seller-opened", ...known, postcode: area }]));
});
test("a changed name is a change", () => {
  expect(describeShop({ name: "Another" })).toEqual(accepted([{ type: "seller-changed", ...known, name: "Another" }]));
});
test("saying what already holds changes nothing", () => {
  expect(describeShop({})).toEqual(accepted([]));
});
test.each([
  [{ country: "BR" }, { code: "country-not-served", field: "country" }],
  [
    { country: "GB", postcode: "JE2 3AB" },
    { code: "country-not-served", field: "postcode" },
  ],
  [{ postcode: "GX11 1AA" }, { code: "country-not-served", field: "postcode" }],
  [{ postcode: "gx11" }, { code: "country-not-served", field: "postcode" }],
  [{ postcode: "nowhere at all" }, { code: "postcode-malformed" }],
  [{ taxId: "nonsense" }, { code: "tax-id-malformed" }],
] as const)("%j is refused by name", (more, rejection) => {
  expect(describeShop(more)).toEqual(rejected(rejection));
});
test("a version that somebody else has changed since is refused, with the one that stands", () => {
  expect(describeShop({ name: "Another" }, 3)).toEqual(rejected({ code: "version-stale", version: 4 }));
  expect(describeShop({}, 4)).toEqual(accepted([]));
});
