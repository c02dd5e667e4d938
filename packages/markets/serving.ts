import { countryNamed } from "./countries.ts";
import type { Market } from "./schema.ts";
import { writtenBeginning, writtenCode } from "./strategies/postal-codes.ts";
import type { Category, Channel, PaymentMethod } from "./vocabulary.ts";

/** Where goods are to go. Country is ISO 3166-1 alpha-2; the rest as whoever says so writes it. */
export type Destination = {
  readonly country: string;
  readonly region?: string | undefined;
  readonly postcode?: string | undefined;
  readonly postcodePrefix?: string | undefined;
};

type Addressing = Pick<Market, "countries" | "address">;

/** A country, or, of a territory of the market that has a code of its own, the country and region that it is. */
export function countryAndRegion(
  { address }: Pick<Market, "address">,
  country: string,
): { readonly country: string; readonly region?: string } {
  const territory = address.territories?.find((one) => one.country === country);
  return territory ? { country: territory.of, region: territory.region } : { country };
}

/** What of a destination lies where the market does not deliver. */
export type NotServed = "country" | "region" | "postcode" | "postcodePrefix";

/**
 * What makes the market not deliver there: the country, or a region or code of land outside it (`elsewhere`), though its
 * codes have the form of the country's own.
 * @returns `undefined` when buyers there are served
 */
export function notServed(
  market: Addressing,
  { country, region, postcode, postcodePrefix }: Destination,
): NotServed | undefined {
  const { address, countries } = market;
  const { elsewhere = [] } = address;
  if (!countries.includes(countryAndRegion(market, country).country)) return "country";
  const isElsewhere = (code: string) => elsewhere.some(({ postcodes }) => postcodes.test(code));
  if (postcode !== undefined && isElsewhere(writtenCode(address, postcode))) return "postcode";
  if (postcodePrefix !== undefined && isElsewhere(writtenBeginning(address, postcodePrefix))) return "postcodePrefix";
  const named = region === undefined ? undefined : countryNamed(region);
  return elsewhere.some((one) => one.country === named) ? "region" : undefined;
}

/** Whether buyers there are served. */
export const mayServe = (market: Addressing, destination: Destination): boolean =>
  notServed(market, destination) === undefined;

/** Whether a carrier brings parcels there. Codes and regions are those that an order keeps. */
export function reaches(
  { doesNotReach }: Pick<Market["carriers"][number], "doesNotReach">,
  { postcode, postcodePrefix, region }: Omit<Destination, "country">,
): boolean {
  const { postcodes, regions = [] } = doesNotReach ?? {};
  if (postcodes?.test(postcode ?? postcodePrefix ?? "")) return false;
  return region === undefined || !regions.includes(region.toUpperCase());
}

/**
 * Reads a whole postal code, however it was typed: in any case, with other spaces, dashes and points, or without.
 * @returns the code as the market writes it, or `undefined` when it does not look like one of this market
 */
export const readPostcode = ({ address }: Pick<Market, "address">, text: string): string | undefined =>
  ifOf(address.postcode, writtenCode(address, text));

/**
 * Reads the beginning of a postal code, for callers who may not pass on the whole of it: enough for a delivery zone.
 * @returns it as the market writes it, or `undefined` when no code of this market begins so
 */
export const readPostcodePrefix = ({ address }: Pick<Market, "address">, text: string): string | undefined =>
  ifOf(address.postcodePrefix, writtenBeginning(address, text));

const ifOf = (form: RegExp, code: string): string | undefined => (form.test(code) ? code : undefined);

/** Whether a tax number/** Whether a tax number has a form of this market. Its check digits are another matter. */
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
