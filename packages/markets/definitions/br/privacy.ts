import type { MarketDefinition } from "../../schema.ts";
import { found, verifiedOn } from "./provenance.ts";

export const privacy: MarketDefinition["privacy"] = {
  requests: [
    {
      request: "access-simplified",
      zone: null,
      answer: { unit: "calendar-day", count: 0, roll: "none" },
      extendedTo: null,
      ...found,
      source: "LGPD art. 19 [C]",
    },
    {
      request: "access",
      zone: null,
      answer: { unit: "calendar-day", count: 15, roll: "none" },
      extendedTo: null,
      ...found,
      source: "LGPD art. 19 [C]",
    },
  ],
  transfers: [
    {
      instrument: "ANPD standard contractual clauses",
      validFrom: "2025-08-23",
      validTo: null,
      source: "ANPD, mandatory from that day [C]",
      verifiedOn,
    },
  ],
  bulkLimits: [],
};
