import fc from "fast-check";
import { expect, test } from "vitest";
import { sellerId } from "#kernel/codes";
import { callerOf } from "#platform/caller";
import { sellerClaim } from "./seller-claim.ts";

test("whatever sellers are called, the caller is read as bound to exactly these", () => {
  const aSeller = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9 ._:+()&'-]{0,20}[A-Za-z0-9])?$/);
  fc.assert(
    fc.property(fc.uniqueArray(aSeller), (ids) => {
      fc.pre(ids.every((id) => sellerId.safeParse(id).success));
      const claims = { sub: "user-1", "cognito:groups": "[seller]", sellerIds: sellerClaim(ids) };
      expect(callerOf(claims).sellerIds).toEqual(new Set(ids));
    }),
  );
});
