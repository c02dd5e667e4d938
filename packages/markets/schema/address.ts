import * as z from "zod";
import { pattern, withoutFlags } from "./figures.ts";
import { sourced } from "./provenance.ts";

/** How a postal code of this market looks. All patterns apply to upper case. */
export const address = sourced({
  postcode: pattern,
  /** The beginning of a code, where a caller may not pass on the whole of it. */
  postcodePrefix: pattern,
  /** Codes of this form that belong to another country, which is not served. */
  postcodeElsewhere: z.optional(withoutFlags),
  /** Real codes for demonstrations, examples in the API's description and tests. */
  samples: z.array(z.string()).min(3),
});

/** Calling code of the country, without plus (ITU-T E.164). Not read yet: for applications of sellers. */
export const phonePrefix = z.string().regex(/^\d{1,3}$/);
