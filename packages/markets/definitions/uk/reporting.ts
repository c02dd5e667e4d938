import type { MarketDefinition } from "../../schema.ts";

export const reporting: MarketDefinition["reporting"] = {
  k: 11,
  dominancePercent: 50,
  windowSeconds: 3_600,
  graceSeconds: 3_600,
};
