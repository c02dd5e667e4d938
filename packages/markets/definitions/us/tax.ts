import type { MarketDefinition } from "../../schema.ts";
import { found, verifiedOn } from "./provenance.ts";

export const tax: MarketDefinition["tax"] = {
  strategy: "final-price",
  display: { prices: "tax-exclusive", source: "custom of trade [U]", verifiedOn },
  rounding: { mode: "half-up", source: "per jurisdiction [U]", verifiedOn },
  rules: [
    {
      tax: "sales-tax-by-zone",
      collectedBy: "marketplace",
      percentByZone: `
        AL4 AK0 AZ5.6 AR6.5 CA7.25 CO2.9 CT6.35 DE0 DC6 FL6 GA4 HI4 ID6 IL6.25 IN7 IA6 KS6.5 KY6 ME5.5 MD6 MA6.25 MI6
        MN6.875 MS7 MO4.225 MT0 NE5.5 NV6.85 NH0 NJ6.625 NY4 NC4.75 ND5 OH5.75 OK4.5 OR0 PA6 RI7 SC6 TN7 TX6.25 UT6.1
        VT6 VA5.3 WA6.5 WV6 WI5 WY4`,
      ...found,
      source: "state base rates; local rates exist on top [S]",
    },
    {
      tax: "sales-tax-by-zone",
      collectedBy: "marketplace",
      percentByZone: "LA5 NM4.875 SD4.2",
      ...found,
      source: "state base rates from general knowledge [U]",
    },
  ],
};
