import { forbidden, invalid, problem, versionStale } from "#platform/problem";
import { currencyMismatch } from "./contracts/problems.ts";
import type { ListingRejection } from "./listing-decisions.ts";

/** How a rejection is answered. Every code of the decision has its row here, or this does not compile. */
export function problemOf(rejection: ListingRejection) {
  switch (rejection.code) {
    case "category-not-offered":
      return wrong("/category", "is not offered in this market");
    case "currency-mismatch":
      return problem(currencyMismatch, `prices here are in ${rejection.currency}`, {
        errors: [{ pointer: "/price/currency", detail: `must be ${rejection.currency}` }],
      });
    case "price-malformed":
      return wrong("/price/amount", `must be a decimal with at most ${rejection.exponent} places`);
    case "price-negative":
      return wrong("/price/amount", "must not be negative");
    case "price-too-high":
      return wrong("/price/amount", "is above the highest price of this market");
    case "version-stale":
      return problem(versionStale, "the listing has changed since that version", {
        more: { version: rejection.version },
      });
  }
}

const wrong = (pointer: string, detail: string) =>
  problem(invalid, "the request does not meet its contract", { errors: [{ pointer, detail }] });

export const notYours = () => problem(forbidden, "this seller is not yours");
