import type { MarketDefinition } from "../../schema.ts";
import { found, verifiedOn } from "./provenance.ts";

export const taxIds: MarketDefinition["taxIds"] = [
  {
    kind: "cpf",
    holder: "person",
    pattern: /^\d{3}\.?\d{3}\.?\d{3}-?\d{2}$/,
    check: "cpf-mod-11",
    ...found,
    source: "Receita Federal, CPF [C]",
  },
  {
    kind: "cnpj",
    holder: "business",
    pattern: /^\d{2}\.?\d{3}\.?\d{3}\/?\d{4}-?\d{2}$/,
    check: "cnpj-mod-11",
    ...found,
    source: "Receita Federal, CNPJ [C]",
  },
  {
    kind: "cnpj-alphanumeric",
    holder: "business",
    pattern: /^[0-9A-Z]{2}\.?[0-9A-Z]{3}\.?[0-9A-Z]{3}\/?[0-9A-Z]{4}-?\d{2}$/,
    check: "cnpj-alphanumeric-mod-11",
    validFrom: "2026-07-31",
    validTo: null,
    source: "Receita Federal, alphanumeric CNPJ, issued from July 2026, day not recorded [C]",
    verifiedOn,
  },
];
