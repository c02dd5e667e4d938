import { minor } from "#kernel/money";
import type { MarketDefinition } from "../../schema.ts";
import { found, verifiedOn } from "./provenance.ts";

export const fees: MarketDefinition["fees"] = [
  {
    fee: "referral",
    base: "net-sales-shipping-and-platform-discount-less-refunds",
    includesTax: true,
    tiers: [{ below: null, percent: "9", fixed: minor(0) }],
    maximumPerSku: null,
    validFrom: "2024-10-01",
    validTo: null,
    source: "referral fee of shops of this kind, since September 2024, day not recorded [C]",
    verifiedOn,
  },
  {
    fee: "referral",
    base: "net-sales-shipping-and-platform-discount-less-refunds",
    includesTax: true,
    categories: ["computers"],
    tiers: [{ below: null, percent: "5", fixed: minor(0) }],
    maximumPerSku: null,
    validFrom: "2024-10-01",
    validTo: null,
    source: "the same, for some electronics; only computers are certain [S]",
    verifiedOn,
  },
];

export const payout: MarketDefinition["payout"] = [
  { daysAfterDelivery: 7, minimum: minor(100), ...found, source: "taken over from other markets [U]" },
];
