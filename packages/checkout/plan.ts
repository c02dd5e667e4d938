import { availableOn, type Shelf, type Take, takeFrom } from "#inventory/take";
import { type NodeId, type StockKey, stockKeyName } from "#kernel/codes";
import { chooseNodes, type NodeWeight } from "./node-choice.ts";

/** One line that somebody wants, known by its place in the order. */
export type PlanLine = StockKey & { readonly quantity: number };

/** So many units of the line at `index` come from one node. */
export type Part = { readonly index: number; readonly nodeId: NodeId; readonly quantity: number };
/** A key of which all nodes together have too little, in units. */
export type Shortage = StockKey & { readonly requested: number; readonly available: number };

/** Which node sends what, and which buckets it is taken from; or what there is too little of. */
export type Plan =
  | { readonly outcome: "planned"; readonly parts: readonly Part[]; readonly takes: readonly Take[] }
  | { readonly outcome: "short"; readonly items: readonly Shortage[] };

/**
 * Decides which node sends what. Each seller's goods come from as few nodes as can be; a line is split only when no
 * node among them can send it whole. Whatever the shelves have together is enough: nothing is refused that they could
 * serve. Pure: the same arguments give the same plan.
 * @param shelves every key at every node; a missing one is empty
 * @param nodes by preference
 */
export function planOrder(
  lines: readonly PlanLine[],
  shelves: readonly Shelf[],
  nodes: readonly NodeWeight[],
  orderId: string,
): Plan {
  const demands = demandsOf(lines, shelves);
  const short = [...demands.values()].filter(({ requested, available }) => requested > available);
  if (short.length > 0)
    return {
      outcome: "short",
      items: short.map(({ sellerId, sku, requested, available }) => ({ sellerId, sku, requested, available })),
    };
  const parts: Part[] = [];
  const takes: Take[] = [];
  for (const ofSeller of Map.groupBy(demands.values(), ({ sellerId }) => sellerId).values()) {
    const needs = ofSeller.map(({ requested, at }) => ({ units: requested, at }));
    const chosen = chooseNodes(nodes, needs) ?? [];
    for (const demand of ofSeller) {
      const ofKey = partsOf(demand, chosen);
      parts.push(...ofKey);
      takes.push(...takesOf(demand, ofKey, orderId));
    }
  }
  const rank = new Map(nodes.map(({ nodeId }, index) => [nodeId, index]));
  parts.sort((left, right) => left.index - right.index || (rank.get(left.nodeId) ?? 0) - (rank.get(right.nodeId) ?? 0));
  return { outcome: "planned", parts, takes: inKeyOrder(takes) };
}

type DemandedLine = { readonly index: number; readonly quantity: number };
type Demand = StockKey & {
  readonly lines: readonly DemandedLine[];
  readonly requested: number;
  readonly available: number;
  readonly at: ReadonlyMap<NodeId, number>;
  readonly shelves: ReadonlyMap<NodeId, Shelf>;
};

/** Demand is added up per key first: lines may repeat one at other prices. */
function demandsOf(lines: readonly PlanLine[], shelves: readonly Shelf[]): ReadonlyMap<string, Demand> {
  const shelvesByKey = Map.groupBy(shelves, stockKeyName);
  const linesByKey = Map.groupBy(
    lines.map((line, index) => ({ ...line, index })),
    stockKeyName,
  );
  return new Map(
    [...linesByKey].map(([name, ofKey]) => {
      const [{ sellerId, sku } = { sellerId: "", sku: "" }] = ofKey;
      const own = shelvesByKey.get(name) ?? [];
      const at = new Map(own.map((shelf) => [shelf.nodeId, availableOn(shelf)]));
      const requested = ofKey.reduce((units, { quantity }) => units + quantity, 0);
      const available = [...at.values()].reduce((units, here) => units + here, 0);
      const shelvesAt = new Map(own.map((shelf) => [shelf.nodeId, shelf]));
      return [name, { sellerId, sku, lines: ofKey, requested, available, at, shelves: shelvesAt }];
    }),
  );
}

/** Larger lines choose first, so that the smaller ones fill what they leave. */
function partsOf({ lines, at, requested }: Demand, chosen: readonly NodeWeight[]): Part[] {
  const whole = chosen.find(({ nodeId }) => (at.get(nodeId) ?? 0) >= requested);
  if (whole) return lines.map(({ index, quantity }) => ({ index, nodeId: whole.nodeId, quantity }));
  const left = new Map(chosen.map(({ nodeId }) => [nodeId, at.get(nodeId) ?? 0]));
  const largestFirst = lines.toSorted((one, other) => other.quantity - one.quantity || one.index - other.index);
  return largestFirst.flatMap(({ index, quantity }) => {
    const fitting = chosen.find(({ nodeId }) => (left.get(nodeId) ?? 0) >= quantity);
    const parts = fitting ? [{ nodeId: fitting.nodeId, quantity }] : spread(left, quantity);
    for (const part of parts) left.set(part.nodeId, (left.get(part.nodeId) ?? 0) - part.quantity);
    return parts.map((part) => ({ index, ...part }));
  });
}

/** From the fullest nodes on: fewest parts. */
function spread(left: ReadonlyMap<NodeId, number>, quantity: number): Omit<Part, "index">[] {
  const fullest = [...left].toSorted(([, one], [, other]) => other - one);
  let missing = quantity;
  return fullest.flatMap(([nodeId, units]) => {
    const here = Math.min(units, missing);
    missing -= here;
    return here > 0 ? [{ nodeId, quantity: here }] : [];
  });
}

function takesOf({ shelves }: Demand, parts: readonly Part[], orderId: string): Take[] {
  const units = new Map<NodeId, number>();
  for (const { nodeId, quantity } of parts) units.set(nodeId, (units.get(nodeId) ?? 0) + quantity);
  return [...units].flatMap(([nodeId, quantity]) => {
    const shelf = shelves.get(nodeId);
    return (shelf && takeFrom(shelf, quantity, orderId)) ?? [];
  });
}

/** Everybody takes in one order, so that two large orders do not wait for each other's stock. */
export const inKeyOrder = (takes: readonly Take[]): Take[] =>
  takes
    .map((take) => ({ take, name: `${stockKeyName(take)}|${take.nodeId}|${String(take.bucket).padStart(4, "0")}` }))
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .map(({ take }) => take);
