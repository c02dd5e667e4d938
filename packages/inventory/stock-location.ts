import type { Market } from "#markets/schema";
import { nearestNode, nodeById } from "#markets/strategies/delivery";
import { zoneOf } from "#markets/strategies/zone-resolution";
import type { Count } from "./stock-decisions.ts";

/** What somebody counted: units of one place, or node by node. */
export type StockCount = {
  readonly quantity?: number | undefined;
  readonly nodes?: Readonly<Record<string, number>> | undefined;
};

/** Where a seller's goods go: the whole postcode or its beginning; neither means the market's default zone. */
export type SellerLocation = { readonly postcode?: string | undefined };

export const nodeIdsOf = (market: Pick<Market, "nodes">): readonly string[] => market.nodes.map(({ id }) => id);

/**
 * Tells at which nodes the units are.
 * @returns `unknown` names the nodes that this market does not have
 */
export function allocateCount(
  market: Pick<Market, "nodes" | "delivery">,
  { postcode }: SellerLocation,
  { quantity, nodes = {} }: StockCount,
): { readonly count: Count; readonly unknown: readonly string[] } {
  if (quantity !== undefined) {
    const node = nearestNode(market, zoneOf(market, { postcode, postcodePrefix: postcode }));
    return { count: new Map([[node.id, quantity]]), unknown: [] };
  }
  return {
    count: new Map(Object.entries(nodes)),
    unknown: Object.keys(nodes).filter((id) => nodeById(market, id) === undefined),
  };
}
