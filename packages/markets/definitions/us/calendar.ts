import type { MarketDefinition } from "../../schema.ts";

export const time: MarketDefinition["time"] = {
  zones: [
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
    "Pacific/Guam",
    "Pacific/Pago_Pago",
  ],
  reporting: "America/New_York",
};

export const holidays: MarketDefinition["holidays"] = { country: "US" };
