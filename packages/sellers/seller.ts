import { accept, type Decision, reject } from "#kernel/decision";
import type { Market } from "#markets/schema";
import { isTaxId, mayServe, readPostcode, readPostcodePrefix } from "#markets/serving";

/** A shop of this market. Selling starts when it is opened; other states come with their rules. */
export type Seller = {
  readonly status: "active";
  readonly sellerId: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** In the market's form, upper case: a whole code, or its beginning where that is all that is known. */
  readonly postcode?: string | undefined;
  /** Kept for the books; no view shows it. */
  readonly taxId?: string | undefined;
  /** 1 when opened, one more with every change. */
  readonly version: number;
};

/** What somebody says of a shop. */
export type SellerDetails = {
  readonly name: string;
  readonly country?: string | undefined;
  readonly postcode?: string | undefined;
  readonly taxId?: string | undefined;
};

export type SellerEvent = { readonly type: "seller-opened" | "seller-changed"; readonly seller: Seller };
export type SellerRejection =
  | { readonly code: "country-not-served"; readonly told: "country" | "postcode" }
  | { readonly code: "postcode-malformed" }
  | { readonly code: "tax-id-malformed" }
  | { readonly code: "version-stale"; readonly version: number };

type Description = SellerDetails & { readonly sellerId: string; readonly ifMatch: number | undefined };

/**
 * Opens a shop, or changes what is known of it. Details that are left out are forgotten, except the country, which is
 * the market's first. Saying what already holds changes nothing.
 * @param current the shop as it stands; `undefined` when there is none
 */
export function describe(
  market: Market,
  current: Seller | undefined,
  { sellerId, name, country = market.countries[0] ?? "", postcode, taxId, ifMatch }: Description,
): Decision<SellerEvent, SellerRejection> {
  const version = current?.version ?? 0;
  if (ifMatch !== undefined && ifMatch !== version) return reject({ code: "version-stale", version });
  const area =
    postcode === undefined ? undefined : (readPostcode(market, postcode) ?? readPostcodePrefix(market, postcode));
  if (!mayServe(market, { country })) return reject({ code: "country-not-served", told: "country" });
  if (!mayServe(market, { country, postcode: area })) return reject({ code: "country-not-served", told: "postcode" });
  if (postcode !== undefined && area === undefined) return reject({ code: "postcode-malformed" });
  if (taxId !== undefined && !isTaxId(market, taxId)) return reject({ code: "tax-id-malformed" });
  const seller: Seller = { status: "active", sellerId, name, country, postcode: area, taxId, version: version + 1 };
  if (current && saysTheSame(current, seller)) return accept();
  return accept({ type: current ? "seller-changed" : "seller-opened", seller });
}

const saysTheSame = (left: Seller, right: Seller): boolean =>
  left.name === right.name &&
  left.country === right.country &&
  left.postcode === right.postcode &&
  left.taxId === right.taxId;
