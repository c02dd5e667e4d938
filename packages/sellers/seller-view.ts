import * as z from "zod/mini";
import { sellerId } from "#kernel/codes";
import { word } from "#kernel/text";
import { country } from "#markets/countries";
import type { ActiveSeller } from "./seller.ts";

/** What `PUT /sellers/{sellerId}` takes. */
export const sellerBody = z.strictObject({
  name: word(200),
  country: z.optional(country),
  postcode: z.optional(word(32)),
  taxId: z.optional(word(32)),
});

export const sellerView = z.object({
  sellerId,
  name: z.string(),
  country: z.string(),
  postcode: z.optional(z.string()),
  status: z.literal("active"),
  version: z.int(),
});

/** A seller as the outside sees it: never the tax number. */
export const viewOf = ({
  sellerId,
  name,
  country,
  postcode,
  status,
  version,
}: ActiveSeller): z.output<typeof sellerView> => ({
  sellerId,
  name,
  country,
  ...(postcode === undefined ? {} : { postcode }),
  status,
  version,
});
