import { unknownListing } from "#catalog/contracts/problems";
import { forbidden, invalid, problem, versionStale } from "#platform/problem";
import { stockHeld } from "./contracts/problems.ts";
import type { StockRejection } from "./stock-decisions.ts";

/** How a rejection is answered. Every code of the decision has its row here, or this does not compile. */
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

export const notYours = () => problem(forbidden, "this seller is not yours");
export const unlisted = () => problem(unknownListing, "this seller lists nothing under this SKU");
/** @param nodeIds that the market does not have */
export const unknownNodes = (nodeIds: readonly string[]) =>
  problem(invalid, "the request does not meet its contract", {
    errors: nodeIds.map((node) => ({ pointer: `/nodes/${node}`, detail: "is no node of this market" })),
  });
