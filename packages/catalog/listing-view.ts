import * as z from "zod/mini";
import { sellerId, sku } from "#kernel/codes";
import { type Currency, moneyView } from "#kernel/money";
import { money } from "#kernel/schemas";
import { categories } from "#markets/vocabulary";
import { pageQuery } from "#platform/page";
import { bucketCount } from "./contracts/listing-changed.v2.ts";
import type { Listed } from "./listing.ts";

/** No control characters, no half of a surrogate pair. */
const printable = z.regex(/^[^\p{Cc}\p{Cs}]*$/u, "must not contain control characters");
const mostAttributes = 20;

/** Further facts for people, such as a colour: at most 20 pairs of short text. */
const attributes = z
  .record(z.string().check(z.minLength(1), z.maxLength(64), printable), z.string().check(z.maxLength(256), printable))
  .check(
    z.refine((pairs) => Object.keys(pairs).length <= mostAttributes, {
      message: `must have at most ${mostAttributes} members`,
    }),
  );

/** What `PUT …/listings/{sku}` takes. Decimal places and currency are the market's, and checked by the decision. */
export const listingBody = z.strictObject({
  title: z.string().check(z.trim(), z.minLength(1), z.maxLength(200), printable),
  category: z.enum(categories),
  price: money,
  attributes: z.optional(attributes),
  buckets: z.optional(bucketCount),
});

/** What `GET /listings` may be asked. */
export const listingsQuery = z.strictObject({
  category: z.optional(z.enum(categories)),
  sellerId: z.optional(sellerId),
  ...pageQuery,
});

export const listingView = z.object({
  sellerId,
  sku,
  title: z.string(),
  category: z.enum(categories),
  price: money,
  attributes: z.optional(z.record(z.string(), z.string())),
  buckets: z.optional(bucketCount),
  available: z.int(),
  version: z.int(),
});

/** A listing as the outside sees it. Attributes and buckets are shown where there are some.
 *  @param available units that can be bought now, over all nodes */
export function viewOf(listing: Listed, currency: Currency, available: number): z.output<typeof listingView> {
  const { sellerId, sku, title, category, price, attributes, buckets, version } = listing;
  return {
    sellerId,
    sku,
    title,
    category,
    price: moneyView(price, currency),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes: { ...attributes } }),
    ...(buckets === 1 ? {} : { buckets }),
    available,
    version,
  };
}
