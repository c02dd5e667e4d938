import { problemCode } from "#platform/problem";

export const unknownListing = problemCode("unknown-listing", 404);
/** A price or an amount is not in the market's currency. */
export const currencyMismatch = problemCode("currency-mismatch", 422);
