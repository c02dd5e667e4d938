import { minor } from "#kernel/money";
import type { MarketDefinition } from "../../schema.ts";
import { found, verifiedOn } from "./provenance.ts";

export const duty: MarketDefinition["duty"] = {
  rules: [
    {
      duty: "tiered-simplified",
      programme: "remessa-conforme",
      currency: "USD",
      tiers: [
        { upTo: minor(5_000), percent: "20", less: minor(0) },
        { upTo: minor(300_000), percent: "60", less: minor(2_000) },
      ],
      validFrom: "2024-08-01",
      validTo: "2026-05-11",
      source: "Remessa Conforme before Portaria MF 1.342/2026; the start date from general knowledge [U]",
      verifiedOn,
    },
    {
      duty: "tiered-simplified",
      programme: "remessa-conforme",
      currency: "USD",
      tiers: [
        { upTo: minor(5_000), percent: "0", less: minor(0) },
        { upTo: minor(300_000), percent: "60", less: minor(3_000) },
      ],
      validFrom: "2026-05-12",
      validTo: null,
      source: "Portaria MF 1.342/2026, Lei 15.502/2026 [C]",
      verifiedOn,
    },
    {
      duty: "tiered-simplified",
      programme: "none",
      currency: "USD",
      tiers: [{ upTo: minor(300_000), percent: "60", less: minor(0) }],
      ...found,
      source: "simplified taxation outside Remessa Conforme [C]",
    },
  ],
};
