import * as z from "zod";
import { pattern, slug } from "./figures.ts";
import { dated } from "./provenance.ts";

/** Tax numbers that a shop may have, by form. Only `pattern` is read yet; the rest is for applications of sellers. */
export const taxIds = z.array(
  dated({
    kind: slug,
    /** Who may have such a number. */
    holder: z.enum(["person", "business"]),
    /** Applied to upper case. */
    pattern,
    /** The rule for the check digits. */
    check: z.enum(["ein-prefix", "vat-mod-97", "cpf-mod-11", "cnpj-mod-11", "cnpj-alphanumeric-mod-11"]),
  }),
);
