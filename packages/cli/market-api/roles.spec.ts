import { expect, test } from "vitest";
import { wishOf } from "./roles.ts";

test("without a role it is operations in a market and leadership in the centre", () => {
  expect(wishOf("us", {})).toEqual({ kind: "person", role: "operations", sellerIds: [] });
  expect(wishOf("central", {})).toEqual({ kind: "person", role: "leadership", sellerIds: [] });
});

test("a machine gets exactly the scopes asked for", () => {
  const wish = { kind: "machine", role: "storefront", scopes: ["orders/place"] };
  expect(wishOf("us", { role: "storefront", scopes: ["orders/place"] })).toEqual(wish);
  expect(wishOf("us", { scopes: ["orders/place"] })).toEqual(wish);
  expect(wishOf("us", { scopes: ["orders/import"] })).toMatchObject({ role: "integration" });
});

test("scopes that no machine has are those of operations", () => {
  expect(wishOf("us", { scopes: ["shipments/write"] })).toMatchObject({ kind: "person", role: "operations" });
});

test("shops make a seller, and a seller needs shops", () => {
  expect(wishOf("us", { sellerIds: ["a", "b"] })).toEqual({ kind: "person", role: "seller", sellerIds: ["a", "b"] });
  expect(() => wishOf("us", { role: "seller" })).toThrow("--seller ID");
  expect(() => wishOf("us", { role: "support", sellerIds: ["a"] })).toThrow("for the role seller");
});

test.each([
  ["us", { role: "admiral" }, "no role admiral"],
  ["us", { role: "constructor" }, "no role constructor"],
  ["central", { role: "operations" }, "no role operations"],
  ["us", { role: "storefront", scopes: ["orders/import"] }, "cannot have orders/import"],
  ["us", { role: "support", scopes: ["orders/place"] }, "support has only"],
])("in %s, %o is refused", (place, asked, why) => expect(() => wishOf(place, asked)).toThrow(why));
