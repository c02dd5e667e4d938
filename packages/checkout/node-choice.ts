import type { NodeId } from "#kernel/codes";
import type { Instant } from "#kernel/time";
import type { Market } from "#markets/schema";
import { distanceZone, nodesByPreference, shippingCost } from "#markets/strategies/delivery";
import { type Place, zoneOf } from "#markets/strategies/zone-resolution";

/** A node as a parcel to one buyer sees it: distance zone 1–9, and the marketplace's cost of one parcel. */
export type NodeWeight = { readonly nodeId: NodeId; readonly distance: number; readonly cost: number };

/** The market's nodes as parcels to this place see them, best first. */
export function nodesFor(market: Pick<Market, "nodes" | "delivery" | "time">, place: Place, at: Instant): NodeWeight[] {
  const zone = zoneOf(market, place);
  return nodesByPreference(market, zone, at).map((node) => ({
    nodeId: node.id,
    distance: distanceZone(market, node, zone),
    cost: shippingCost(market, node, zone, at),
  }));
}

/** What one seller's lines need: units wanted of each key, and units available of it at each node, by node id. */
export type Need = { readonly units: number; readonly at: ReadonlyMap<NodeId, number> };

/**
 * Chooses the nodes that send one seller's goods: the fewest that have enough of everything together; among these the
 * least distance zones added up, then the least cost, then the earliest nodes.
 * @param nodes by preference
 * @returns nodes in the given order; `undefined` when all together have too little
 */
export function chooseNodes(nodes: readonly NodeWeight[], needs: readonly Need[]): readonly NodeWeight[] | undefined {
  const useful = nodes.filter(({ nodeId }) => needs.some(({ at }) => (at.get(nodeId) ?? 0) > 0));
  if (!suffice(useful, needs)) return undefined;
  for (let size = 1; size < useful.length; size++) {
    const enough = combinations(useful, size).filter((chosen) => suffice(chosen, needs));
    if (enough.length > 0) return enough.reduce((best, next) => (lighter(next, best) ? next : best));
  }
  return useful;
}

const suffice = (chosen: readonly NodeWeight[], needs: readonly Need[]): boolean =>
  needs.every(({ units, at }) => chosen.reduce((sum, { nodeId }) => sum + (at.get(nodeId) ?? 0), 0) >= units);

const lighter = (left: readonly NodeWeight[], right: readonly NodeWeight[]): boolean => {
  const distance = total(left, "distance") - total(right, "distance");
  return distance < 0 || (distance === 0 && total(left, "cost") < total(right, "cost"));
};
const total = (nodes: readonly NodeWeight[], weight: "distance" | "cost"): number =>
  nodes.reduce((sum, node) => sum + node[weight], 0);

/** All choices of `size` nodes, earlier nodes first. A market has a handful of nodes, so these are few. */
function combinations<Node>(nodes: readonly Node[], size: number): Node[][] {
  if (size === 0) return [[]];
  return nodes.flatMap((node, index) => combinations(nodes.slice(index + 1), size - 1).map((rest) => [node, ...rest]));
}
