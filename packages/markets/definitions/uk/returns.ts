import type { MarketDefinition } from "../../schema.ts";
import { verifiedOn } from "./provenance.ts";

export const returns: MarketDefinition["returns"] = [
  {
    withdrawalDays: 14,
    withdrawalBy: "law",
    sendBackDays: 14,
    refundAfterReturn: { unit: "calendar-day", count: 14, roll: "none" },
    refundUnshipped: { unit: "calendar-day", count: 14, roll: "none" },
    refundsDelivery: "basic",
    inflationAdjusted: false,
    dispatchDays: 30,
    validFrom: "2014-06-13",
    validTo: null,
    source: "Consumer Contracts Regulations 2013; sending back and dispatch from secondary sources [S]",
    verifiedOn,
  },
];
