import * as z from "zod/mini";
import { sellerId, sku } from "#kernel/codes";
import { eventContract } from "#kernel/event";

/**
 * Into how many buckets the stock of a listing is split at each node, 1 (not at all) to 40: an order that empties all
 * buckets of a node must still fit one transaction of 40 stock keys.
 */
export const bucketCount = z.int().check(z.gte(1), z.lte(40));

/** The stock of a listing is to be split otherwise. The event's version is the listing's. */
export const listingChangedV2 = eventContract({
  type: "archipelago.catalog.listing-changed.v2",
  audience: "market",
  data: z.strictObject({ sellerId, sku, buckets: bucketCount }),
});
