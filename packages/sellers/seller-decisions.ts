import { accept, type Decision, reject } from "#kernel/decision";
import type { Market } from "#markets/schema";
import { countryAndRegion, isTaxId, notServed, readPostcode, readPostcodePrefix } from "#markets/serving";
import type { Seller, SellerEvent } from "./seller.ts";

/** What somebody says of a shop. */
export type SellerDetails = {
  readonly name: string;
  readonly country?: string | undefined;
  readonly postcode?: string | undefined;
  readonly taxId?: string | undefined;
};

export type SellerRejection =
  | { readonly code: "country-not-served"; readonly field: "country" | "postcode" }
  | { readonly code: "postcode-malformed" }
  | { readonly code: "tax-id-malformed" }
  | { readonly code: "version-stale"; readonly version: number };

/** What sellers are held against of a market's definition. */
export type SellerMarket = Pick<Market, "address" | "countries" | "taxIds">;

/**
 * Opens a shop, or changes what is known of it. Details that are left out are forgotten, except the country, which is
 * the market's first. Saying what already holds changes nothing.
 * @param ifMatch the version that the caller saw, 0 for none; `undefined` where any will do
 */
export function describe(
  market: SellerMarket,
  seller: Seller,
  { name, country: named = market.countries[0] ?? "", postcode, taxId }: SellerDetails,
  ifMatch: number | undefined,
): Decision<SellerEvent, SellerRejection> {
  const { version } = seller;
  if (ifMatch !== undefined && ifMatch !== version) return reject({ code: "version-stale", version });
  const area =
    postcode === undefined ? undefined : (readPostcode(market, postcode) ?? readPostcodePrefix(market, postcode));
  const { country } = countryAndRegion(market, named);
  const lies = notServed(market, { country, postcode, postcodePrefix: postcode });
  if (lies) return reject({ code: "country-not-served", field: lies === "country" ? "country" : "postcode" });
  if (postcode !== undefined && area === undefined) return reject({ code: "postcode-malformed" });
  if (taxId !== undefined && !isTaxId(market, taxId)) return reject({ code: "tax-id-malformed" });
  const shop = { name, country, postcode: area, taxId };
  if (seller.status === "unopened") return accept({ type: "seller-opened", ...shop });
  return saysTheSame(seller, shop) ? accept() : accept({ type: "seller-changed", ...shop });
}

const saysTheSame = (left: Omit<SellerEvent, "type">, right: Omit<SellerEvent, "type">): boolean =>
  left.name === right.name &&
  left.country === right.country &&
  left.postcode === right.postcode &&
  left.taxId === right.taxId;
