import type { MarketDefinition } from "../../schema.ts";
import { verifiedOn } from "./provenance.ts";

export const returns: MarketDefinition["returns"] = [
  {
    withdrawalDays: 7,
    withdrawalBy: "law",
    sendBackDays: null,
    refundAfterReturn: { unit: "calendar-day", count: 0, roll: "none" },
    refundUnshipped: { unit: "calendar-day", count: 0, roll: "none" },
    refundsDelivery: "all",
    inflationAdjusted: true,
    dispatchDays: null,
    validFrom: "1991-03-11",
    validTo: null,
    source: "Código de Defesa do Consumidor art. 49: seven days from receipt, refund at once and adjusted [C]",
    verifiedOn,
  },
];
