import { forbidden, invalid, problem, versionStale } from "#platform/problem";
import { countryNotServed } from "./contracts/problems.ts";
import type { SellerRejection } from "./seller-decisions.ts";

/** How a rejection is answered. Every code of the decision has its row here, or this does not compile. */
export function problemOf(rejection: SellerRejection) {
  switch (rejection.code) {
    case "country-not-served":
      return problem(countryNotServed, "this market has no sellers there", {
        errors: [{ pointer: `/${rejection.field}`, detail: "is not served by this market" }],
      });
    case "postcode-malformed":
      return wrong("/postcode", "must be a postcode of this market, or the beginning of one");
    case "tax-id-malformed":
      return wrong("/taxId", "must be a tax number of this market");
    case "version-stale":
      return problem(versionStale, "the seller has changed since that version", {
        more: { version: rejection.version },
      });
  }
}

const wrong = (pointer: string, detail: string) =>
  problem(invalid, "the request does not meet its contract", { errors: [{ pointer, detail }] });

export const notYours = () => problem(forbidden, "this seller is not yours");
