import { minor } from "#kernel/money";
import type { MarketDefinition } from "../../schema.ts";

export const channels: MarketDefinition["channels"] = [
  "live",
  "short-video",
  "creator-link",
  "search",
  "shop-tab",
  "import",
];
export const orderLimits: MarketDefinition["orderLimits"] = {
  maximumLines: 1_000,
  maximumQuantity: 100_000,
  maximumUnitPrice: minor(1_000_000_000),
  maximumTotal: minor(100_000_000_000),
};
