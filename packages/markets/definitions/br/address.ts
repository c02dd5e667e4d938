import type { MarketDefinition } from "../../schema.ts";
import { verifiedOn } from "./provenance.ts";

export const address: MarketDefinition["address"] = {
  writing: { strategy: "digit-groups", first: 5 },
  postcode: /^\d{5}-\d{3}$/,
  postcodePrefix: /^\d{3,5}$/,
  samples: ["01310-100", "20040-002", "30130-010", "40020-000", "70040-010", "80010-000", "69005-010", "50010-000"],
  source: "Correios, CEP; the ranges of its states are all of Brazil [C]",
  verifiedOn,
};

export const phonePrefix: MarketDefinition["phonePrefix"] = "55";
