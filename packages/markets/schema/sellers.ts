import * as z from "zod";
import { pattern, slug } from "./figures.ts";
import { dated } from "./provenance.ts";

/** Tax numbers that a shop may have, by form; `check` names the rule for the check digits, which nothing applies yet. */
export const taxIds = z.array(
  dated({
    kind: slug,
    holder: z.enum(["person", "business"]),
    /** Applied to upper case. */
    pattern,
    check: z.enum(["ein-prefix", "vat-mod-97", "cpf-mod-11", "cnpj-mod-11", "cnpj-alphanumeric-mod-11"]),
  }),
);
