import { problemCode } from "#platform/problem";

export const unknownSeller = problemCode("unknown-seller", 404);
/** The market does not serve the country that was named, as a seller's home or as where an order is to go. */
export const countryNotServed = problemCode("country-not-served", 422);
