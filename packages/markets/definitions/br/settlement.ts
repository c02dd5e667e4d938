import { minor } from "#kernel/money";
import type { MarketDefinition } from "../../schema.ts";
import { found } from "./provenance.ts";

export const fees: MarketDefinition["fees"] = [
  {
    fee: "referral",
    base: "price",
    includesTax: false,
    tiers: [
      { below: minor(5_000), percent: "10", fixed: minor(400) },
      { below: null, percent: "6", fixed: minor(600) },
    ],
    maximumPerSku: null,
    ...found,
    source: "referral fee of shops of this kind, unverified [U]",
  },
];

export const payout: MarketDefinition["payout"] = [
  { daysAfterDelivery: 7, minimum: minor(100), ...found, source: "taken over from other markets [U]" },
];
