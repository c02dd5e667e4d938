import * as z from "zod";
import { pattern, slug, withoutFlags } from "./figures.ts";
import { dated, sourced } from "./provenance.ts";

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

/** A tax number: its form here; `check` names the rule for its check digits. */
export const taxId = dated({
  kind: slug,
  holder: z.enum(["person", "business"]),
  pattern,
  check: z.enum(["ein-prefix", "vat-mod-97", "cpf-mod-11", "cnpj-mod-11", "cnpj-alphanumeric-mod-11"]),
});
