import { problem } from "#platform/problem";
import type { StockRejection } from "./set-stock.ts";

/** How a refusal is told outside. Every code of the decision has its row here, or this does not compile. */
export function problemOf(rejection: StockRejection) {
  switch (rejection.code) {
    case "stock-held":
      return problem("stock-held", "orders hold more than that", { more: { nodes: rejection.nodes } });
    case "version-stale":
      return problem("version-stale", "the stock has been set since that version", {
        more: { version: rejection.version },
      });
  }
}
