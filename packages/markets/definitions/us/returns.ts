import type { MarketDefinition } from "../../schema.ts";
import { found } from "./provenance.ts";

export const returns: MarketDefinition["returns"] = [
  {
    withdrawalDays: 30,
    withdrawalBy: "policy",
    sendBackDays: null,
    refundAfterReturn: null,
    refundUnshipped: { unit: "working-day", count: 7, roll: "none" },
    refundsDelivery: "policy",
    inflationAdjusted: false,
    dispatchDays: 30,
    ...found,
    source:
      "FTC mail-order rule: 30 days to ship; refund of unshipped goods in 7 working days; the rest our policy [S]",
  },
];
