import * as z from "zod/mini";
import { sellerId } from "#kernel/codes";
import type { ActiveSeller } from "./seller.ts";

/** Text that people read: no control characters, no half of a surrogate pair. */
const printable = z.regex(/^[^\p{Cc}\p{Cs}]*$/u, "must not contain control characters");

/** What `PUT /sellers/{sellerId}` takes. */
export const sellerBody = z.strictObject({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(200), printable),
  country: z.optional(z.string().check(z.regex(/^[A-Z]{2}$/, "must be ISO 3166-1 alpha-2"))),
  postcode: z.optional(z.string().check(z.minLength(1), z.maxLength(16), printable)),
  taxId: z.optional(z.string().check(z.minLength(1), z.maxLength(32), printable)),
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
