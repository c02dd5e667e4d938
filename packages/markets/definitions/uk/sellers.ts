import type { MarketDefinition } from "../../schema.ts";
import { found } from "./provenance.ts";

export const taxIds: MarketDefinition["taxIds"] = [
  {
    kind: "vat",
    holder: "business",
    pattern: /^(GB ?)?\d{3} ?\d{4} ?\d{2}$/,
    check: "vat-mod-97",
    ...found,
    source: "HMRC, VAT registration numbers [C]",
  },
];
