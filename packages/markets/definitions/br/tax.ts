import type { MarketDefinition } from "../../schema.ts";
import { found, verifiedOn } from "./provenance.ts";

export const tax: MarketDefinition["tax"] = {
  strategy: "final-price",
  display: { prices: "tax-inclusive", source: "prices contain their taxes [S]", verifiedOn },
  rounding: { mode: "half-up", source: "to centavos [U]", verifiedOn },
  rules: [
    {
      tax: "included-in-price",
      names: ["ICMS", "IBS", "CBS"],
      ...found,
      source: "LC 214/2025 art. 22 makes platforms liable for IBS and CBS; the receipt's line is for information [C]",
    },
    {
      tax: "import-inclusive-by-zone",
      percentByZone: "AC20 AL20 BA20 CE20 MG20 PB20 PI20 RN20 RR20 SE20",
      elsewhere: "17",
      validFrom: "2025-04-01",
      validTo: null,
      source: "ICMS on imports by state [C]",
      verifiedOn,
    },
  ],
};
