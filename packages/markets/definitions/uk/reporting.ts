import type { Market } from "../../schema.ts";

export const reporting: Market["reporting"] = {
  k: 11,
  dominancePercent: 50,
  windowSeconds: 3_600,
  graceSeconds: 3_600,
};
