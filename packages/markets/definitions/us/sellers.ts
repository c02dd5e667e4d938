import type { MarketDefinition } from "../../schema.ts";
import { found } from "./provenance.ts";

export const taxIds: MarketDefinition["taxIds"] = [
  {
    kind: "ein",
    holder: "business",
    pattern: /^\d{2}-?\d{7}$/,
    check: "ein-prefix",
    ...found,
    source: "IRS, employer identification numbers: a list of prefixes, no check digit [C]",
  },
];
