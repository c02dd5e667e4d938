import { minor } from "#kernel/money";
import type { MarketDefinition } from "../../schema.ts";
import { sinceBrexit, verifiedOn } from "./provenance.ts";

export const tax: MarketDefinition["tax"] = {
  strategy: "final-price",
  display: { prices: "tax-inclusive", source: "DMCC Act 2024, drip pricing, from 6 April 2025 [C]", verifiedOn },
  rounding: { mode: "half-up-never-only-down", source: "HMRC VATREC12020 [C]", verifiedOn },
  rules: [
    {
      tax: "value-added",
      standard: "20",
      reduced: "5",
      zero: "0",
      validFrom: "2011-01-04",
      validTo: null,
      source: "VAT rates, from general knowledge [U]",
      verifiedOn,
    },
    {
      tax: "value-added-liability",
      consignmentLimit: minor(13_500),
      rows: [
        {
          goodsAtSale: "inside",
          destination: "any",
          seller: "outside",
          consignment: "any",
          accountable: "marketplace",
        },
        { goodsAtSale: "inside", destination: "any", seller: "inside", consignment: "any", accountable: "seller" },
        {
          goodsAtSale: "outside",
          destination: "great-britain",
          seller: "any",
          consignment: "up-to-limit",
          accountable: "marketplace-at-checkout",
        },
        {
          goodsAtSale: "outside",
          destination: "great-britain",
          seller: "any",
          consignment: "above-limit",
          accountable: "border",
        },
        {
          goodsAtSale: "far-outside",
          destination: "northern-ireland",
          seller: "any",
          consignment: "up-to-limit",
          accountable: "marketplace-import",
        },
      ],
      ...sinceBrexit,
      source: "gov.uk, VAT and overseas goods sold through online marketplaces; HMRC VATREG37210 [C]",
    },
  ],
};
