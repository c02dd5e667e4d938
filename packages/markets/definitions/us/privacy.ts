import type { MarketDefinition } from "../../schema.ts";
import { found } from "./provenance.ts";

/** The same rule for every kind of data; only the number of people differs. */
const bulkRule = {
  towards: ["CN", "HK", "MO", "CU", "IR", "KP", "RU", "VE"],
  ...found,
  source: "28 CFR 202: applies however the data was anonymised or encrypted [C]",
} as const;

export const privacy: MarketDefinition["privacy"] = {
  requests: [
    {
      request: "access-confirmation",
      zone: "CA",
      answer: { unit: "working-day", count: 10, roll: "none" },
      extendedTo: null,
      ...found,
      source: "CCPA regulations [C]",
    },
    {
      request: "access",
      zone: "CA",
      answer: { unit: "calendar-day", count: 45, roll: "none" },
      extendedTo: { unit: "calendar-day", count: 90, roll: "none" },
      ...found,
      source: "CCPA regulations [C]",
    },
  ],
  transfers: [],
  bulkLimits: [
    { data: "identifiers", people: 100_000, ...bulkRule },
    { data: "financial", people: 10_000, ...bulkRule },
    { data: "health", people: 10_000, ...bulkRule },
    { data: "precise-geolocation", people: 1_000, ...bulkRule },
  ],
};
