import { minor } from "#kernel/money";
import type { MarketDefinition } from "../../schema.ts";
import { sinceBrexit } from "./provenance.ts";

export const duty: MarketDefinition["duty"] = {
  rules: [
    {
      duty: "none-up-to",
      value: minor(13_500),
      base: "goods-and-freight",
      ...sinceBrexit,
      source: "relief for consignments up to £135, to end by October 2028; the start date from general knowledge [U]",
    },
  ],
};
