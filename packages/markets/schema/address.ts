import * as z from "zod";
import { country, pattern, withoutFlags } from "./figures.ts";
import { dated, sourced } from "./provenance.ts";

/** In which one form a postal code is kept and shown, however it was typed. */
const writing = z.discriminatedUnion("strategy", [
  /** Digits, with a hyphen after the first so many. */
  z.strictObject({ strategy: z.literal("digit-groups"), first: z.int().min(1) }),
  /** Letters and digits, with a space before the last three. */
  z.strictObject({ strategy: z.literal("outward-inward") }),
]);

/** Somebody else's land whose codes share this market's form: buyers there are not served, whatever country they name. */
const elsewhere = dated({
  /** Its own code, ISO 3166-1 alpha-2. */
  country,
  /** Which codes, and beginnings of codes, are there. */
  postcodes: withoutFlags,
});

/** Land of this market that has a country's code of its own in ISO 3166-1. */
const territory = dated({
  country,
  /** The market's country that it belongs to. */
  of: country,
  /** The delivery zone that it is there. */
  region: z.string(),
});

/** How a postal code of this market looks. All patterns apply to the written form. */
export const address = sourced({
  /** Absent where codes are kept as they were typed, in upper case. */
  writing: z.optional(writing),
  postcode: pattern,
  /** The beginning of a code, where a caller may not pass on the whole of it. */
  postcodePrefix: pattern,
  elsewhere: z.optional(z.array(elsewhere)),
  territories: z.optional(z.array(territory)),
  /** Real codes for demonstrations, examples in the API's description and tests. */
  samples: z.array(z.string()).min(3),
});

/** Calling code of the country, without plus (ITU-T E.164). Not read yet: for applications of sellers. */
export const phonePrefix = z.string().regex(/^\d{1,3}$/);
