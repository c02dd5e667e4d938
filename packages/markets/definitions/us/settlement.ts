import { minor } from "#kernel/money";
import type { MarketDefinition } from "../../schema.ts";
import { found, verifiedOn } from "./provenance.ts";

export const fees: MarketDefinition["fees"] = [
  {
    fee: "referral",
    base: "payment-and-platform-discount-less-tax",
    includesTax: false,
    tiers: [{ below: null, percent: "6", fixed: minor(0) }],
    maximumPerSku: null,
    ...found,
    source: "referral fee of shops of this kind [C]",
  },
  {
    fee: "refund-administration",
    base: "referral-fee",
    includesTax: false,
    tiers: [{ below: null, percent: "20", fixed: minor(0) }],
    maximumPerSku: minor(500),
    validFrom: "2025-05-15",
    validTo: null,
    source: "refund administration fee of shops of this kind [C]",
    verifiedOn,
  },
];

export const payout: MarketDefinition["payout"] = [
  { daysAfterDelivery: 7, minimum: minor(100), ...found, source: "standard tier of shops of this kind [C]" },
];
