import type { Market } from "./schema.ts";
import type { Category, Channel, PaymentMethod } from "./vocabulary.ts";

/** Where goods are to go. Country is ISO 3166-1 alpha-2; codes as `readPostcode` and `readPostcodePrefix` give them. */
export type Destination = {
  readonly country: string;
  readonly postcode?: string | undefined;
  readonly postcodePrefix?: string | undefined;
};

/**
 * Whether buyers there are served. A code of a territory outside the country named is not, though it has the form of the
 * country's own (`postcodeElsewhere`).
 */
export function mayServe(
  market: Pick<Market, "countries" | "address">,
  { country, postcode, postcodePrefix }: Destination,
): boolean {
  const elsewhere = market.address.postcodeElsewhere;
  if (!market.countries.includes(country)) return false;
  return !(elsewhere?.test(postcode ?? "") || elsewhere?.test(postcodePrefix ?? ""));
}

/**
 * Reads a whole postal code, forgiving case and space around it.
 * @returns the code trimmed and in upper case, or `undefined` when it does not look like one of this market
 */
export const readPostcode = (market: Pick<Market, "address">, text: string): string | undefined =>
  written(text, market.address.postcode);

/**
 * Reads the beginning of a postal code, for callers who may not pass on the whole of it: enough for a delivery zone.
 * @returns it trimmed and in upper case, or `undefined` when no code of this market begins so
 */
export const readPostcodePrefix = (market: Pick<Market, "address">, text: string): string | undefined =>
  written(text, market.address.postcodePrefix);

function written(text: string, form: RegExp): string | undefined {
  const code = text.trim().toUpperCase();
  return form.test(code) ? code : undefined;
}

/** Whether a tax number has a form of this market. Its check digits are another matter. */
export const isTaxId = (market: Pick<Market, "taxIds">, text: string): boolean =>
  market.taxIds.some(({ pattern }) => pattern.test(text.trim().toUpperCase()));

/** How one method of payment works in a market: hold, authorisation, capture. */
export type PaymentRules = Market["payments"]["methods"][number];

/** @returns `undefined` when the market does not offer the method */
export const paymentRules = (market: Pick<Market, "payments">, method: PaymentMethod): PaymentRules | undefined =>
  market.payments.methods.find((rules) => rules.method === method);

/** Whether a listing may be filed under the category here. */
export const offersCategory = (market: Pick<Market, "categories">, category: Category): boolean =>
  market.categories.includes(category);

/** Whether an order may name the channel here. */
export const offersChannel = (market: Pick<Market, "channels">, channel: Channel): boolean =>
  market.channels.includes(channel);
