import { minor } from "#kernel/money";
import type { Market } from "../../schema.ts";

export const channels: Market["channels"] = ["live", "short-video", "creator-link", "search", "shop-tab", "import"];
export const orderLimits: Market["orderLimits"] = {
  maximumLines: 1_000,
  maximumQuantity: 100_000,
  maximumUnitPrice: minor(1_000_000_000),
  maximumTotal: minor(100_000_000_000),
};
