import type { MarketDefinition } from "../../schema.ts";
import { found } from "./provenance.ts";

export const privacy: MarketDefinition["privacy"] = {
  requests: [
    {
      request: "access",
      zone: null,
      answer: { unit: "calendar-month", count: 1, roll: "next-working-day" },
      extendedTo: { unit: "calendar-month", count: 3, roll: "next-working-day" },
      ...found,
      source: "ICO: to the corresponding date, or the month's last day; two months more when complex [C]",
    },
  ],
  transfers: [{ instrument: "adequacy regulations, IDTA or Addendum", ...found, source: "UK GDPR [U]" }],
  bulkLimits: [],
};
