import { type Availability, availableOn, type ReservationItem, reserveFrom } from "#inventory/availability";
import { type NodeId, type StockKey, stockKeyName } from "#kernel/codes";
import { chooseNodes, type NodeWeight } from "./node-choice.ts";

/** One line that somebody wants, known by its place in the order. */
export type PlanLine = StockKey & { readonly quantity: number };

/** So many units of the line at `index` come from one node. */
export type Part = { readonly index: number; readonly nodeId: NodeId; readonly quantity: number };
/** A key of which all nodes together have too little, in units. */
export type Shortage = StockKey & { readonly requested: number; readonly available: number };

/** Which node sends what, and which buckets it is taken from; or what there is too little of. */
export type StockPlan =
  | { readonly outcome: "planned"; readonly parts: readonly Part[]; readonly reservations: readonly ReservationItem[] }
  | { readonly outcome: "short"; readonly items: readonly Shortage[] };

/**
 * Decides which node sends what. Each seller's goods come from as few nodes as can be, among as few from the nearest, then
 * the cheapest, then the preferred ones; a line is split only when no node among them can send it whole. At a node units
 * lie in one bucket, or in several where a listing is in great demand, so that orders do not queue for one item: an order
 * begins at the bucket that its id points to. Whatever there is altogether is enough: nothing is refused that they could
 * serve. Pure: the same arguments give the same plan.
 * @param availabilities every key at every node; a missing one is empty
 * @param nodes by preference
 */
export function planOrder(
  lines: readonly PlanLine[],
  availabilities: readonly Availability[],
  nodes: readonly NodeWeight[],
  orderId: string,
): StockPlan {
  const demands = demandsOf(lines, availabilities);
  const short = [...demands.values()].filter(({ requested, available }) => requested > available);
  if (short.length > 0)
    return {
      outcome: "short",
      items: short.map(({ sellerId, sku, requested, available }) => ({ sellerId, sku, requested, available })),
    };
  const parts: Part[] = [];
  const reservations: ReservationItem[] = [];
  for (const ofSeller of Map.groupBy(demands.values(), ({ sellerId }) => sellerId).values()) {
    const needs = ofSeller.map(({ requested, at }) => ({ units: requested, at }));
    const chosen = chooseNodes(nodes, needs) ?? [];
    for (const demand of ofSeller) {
      const ofKey = partsOf(demand, chosen);
      parts.push(...ofKey);
      reservations.push(...reservationsOf(demand, ofKey, orderId));
    }
  }
  const rank = new Map(nodes.map(({ nodeId }, index) => [nodeId, index]));
  parts.sort((left, right) => left.index - right.index || (rank.get(left.nodeId) ?? 0) - (rank.get(right.nodeId) ?? 0));
  return { outcome: "planned", parts, reservations: inKeyOrder(reservations) };
}

type DemandedLine = { readonly index: number; readonly quantity: number };
type Demand = StockKey & {
  readonly lines: readonly DemandedLine[];
  readonly requested: number;
  readonly available: number;
  readonly at: ReadonlyMap<NodeId, number>;
  readonly availabilities: ReadonlyMap<NodeId, Availability>;
};

/** Demand is added up per key first: lines may repeat one at other prices. */
function demandsOf(lines: readonly PlanLine[], availabilities: readonly Availability[]): ReadonlyMap<string, Demand> {
  const availabilitiesByKey = Map.groupBy(availabilities, stockKeyName);
  const linesByKey = Map.groupBy(
    lines.map((line, index) => ({ ...line, index })),
    stockKeyName,
  );
  return new Map(
    [...linesByKey].map(([name, ofKey]) => {
      const [{ sellerId, sku } = { sellerId: "", sku: "" }] = ofKey;
      const own = availabilitiesByKey.get(name) ?? [];
      const at = new Map(own.map((availability) => [availability.nodeId, availableOn(availability)]));
      const requested = ofKey.reduce((units, { quantity }) => units + quantity, 0);
      const available = [...at.values()].reduce((units, here) => units + here, 0);
      const availabilitiesAt = new Map(own.map((availability) => [availability.nodeId, availability]));
      return [name, { sellerId, sku, lines: ofKey, requested, available, at, availabilities: availabilitiesAt }];
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

function reservationsOf({ availabilities }: Demand, parts: readonly Part[], orderId: string): ReservationItem[] {
  const units = new Map<NodeId, number>();
  for (const { nodeId, quantity } of parts) units.set(nodeId, (units.get(nodeId) ?? 0) + quantity);
  return [...units].flatMap(([nodeId, quantity]) => {
    const availability = availabilities.get(nodeId);
    return (availability && reserveFrom(availability, quantity, orderId)) ?? [];
  });
}

/** Everybody takes in one order, so that two large orders do not wait for each other's stock. */
export const inKeyOrder = (reservations: readonly ReservationItem[]): ReservationItem[] =>
  reservations
    .map((reservation) => ({
      reservation,
      name: `${stockKeyName(reservation)}|${reservation.nodeId}|${String(reservation.bucket).padStart(4, "0")}`,
    }))
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .map(({ reservation }) => reservation);

/** Stock keys of one transaction: two writes each, and room for the order itself among the hundred. */
export const keysPerChunk = 40;

/** How many chunks so many reservations are made in; an order without any has one. */
export const chunksOf = (reservations: number): number => Math.max(1, Math.ceil(reservations / keysPerChunk));

/** The reservations of one chunk, the first being number 0. */
export const chunkOf = (reservations: readonly ReservationItem[], chunk: number): readonly ReservationItem[] =>
  reservations.slice(chunk * keysPerChunk, (chunk + 1) * keysPerChunk);
