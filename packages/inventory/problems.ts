import { problem, versionStale } from "#platform/problem";
import { stockHeld } from "./contracts/problems.ts";
import type { StockRejection } from "./set-stock.ts";

/** How a refusal is told outside. Every code of the decision has its row here, or this does not compile. */
export function problemOf(rejection: StockRejection) {
  switch (rejection.code) {
    case "stock-held":
      return problem(stockHeld, "orders hold more than that", { more: { nodes: rejection.nodes } });
    case "version-stale":
      return problem(versionStale, "the stock has been set since that version", {
        more: { version: rejection.version },
      });
  }
}
