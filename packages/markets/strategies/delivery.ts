import { add, type Minor, zero } from "#kernel/money";
import type { Instant } from "#kernel/time";
import { localTime } from "../local-time.ts";
import type { Market } from "../schema.ts";
import type { ZoneId } from "./zone-resolution.ts";

/** A warehouse of the market, as far as code reads it. */
export type FulfillmentNode = Market["nodes"][number];

/** How far a parcel travels, from 1 (near) to 9 (far). Prices follow it, not the distance itself. */
export type DistanceZone = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

type Point = { readonly latitude: number; readonly longitude: number };
type DistanceRule = Market["delivery"]["distance"];

const strategies: {
  readonly [Name in DistanceRule["strategy"]]: (rule: DistanceRule, from: Point, to: Point) => number;
} = {
  "great-circle": ({ unit, upTo }, from, to) => {
    const distance = greatCircle(from, to, earthRadius[unit]);
    const band = upTo.findIndex((bound) => distance <= bound);
    return band === -1 ? upTo.length + 1 : band + 1;
  },
};

/** The node that has this id. @returns `undefined` when no node of the market has it */
export const nodeById = (market: Pick<Market, "nodes">, id: string): FulfillmentNode | undefined =>
  market.nodes.find((node) => node.id === id);

/** The distance zone between a node and a delivery zone: 1 within the node's own zone, 9 for a zone unknown here. */
export function distanceZone(market: Pick<Market, "delivery">, node: FulfillmentNode, zone: ZoneId): DistanceZone {
  const { zones, distance } = market.delivery;
  const destination = zones[zone];
  if (!destination) return farthest;
  if (zone === node.zone) return 1;
  const band = strategies[distance.strategy](distance, node, destination) + (distance.farther[zone] ?? 0);
  return Math.min(band, farthest) as DistanceZone;
}

/**
 * What one parcel from a node to a zone costs the marketplace, handling and carriage, in minor units, at the rates of that
 * day by the market's calendar. Planning figures, which choose a node; nobody is charged them.
 */
export function shippingCost(
  market: Pick<Market, "delivery" | "time">,
  node: FulfillmentNode,
  zone: ZoneId,
  at: Instant,
): Minor {
  const rates = ratesAt(market, at);
  const carriage = rates?.carriage[distanceZone(market, node, zone) - 1];
  return add(rates?.handling[node.id] ?? zero, carriage ?? zero);
}

/** The newest rates that had begun; the first ones before any had, for a plan must be possible on any date. */
function ratesAt(
  market: Pick<Market, "delivery" | "time">,
  at: Instant,
): Market["delivery"]["parcelCosts"][number] | undefined {
  const [first, ...later] = market.delivery.parcelCosts;
  if (later.length === 0) return first; // no calendar needed: a cold function takes some 20 ms to load one
  const { date } = localTime(market, at);
  return later.findLast(({ validFrom }) => validFrom <= date) ?? first;
}

/** The market's nodes as a parcel to this zone would choose them: nearest, then cheapest, then priority, then id. */
export function nodesByPreference(
  market: Pick<Market, "nodes" | "delivery" | "time">,
  zone: ZoneId,
  at: Instant,
): readonly FulfillmentNode[] {
  const weighed = market.nodes.map((node) => ({
    node,
    weights: [distanceZone(market, node, zone), shippingCost(market, node, zone, at), node.priority],
  }));
  return weighed.sort((left, right) => firstDifference(left, right)).map(({ node }) => node);
}

/** The node nearest to a zone, then by priority and id: where a seller's goods go who names none. */
export function nearestNode(market: Pick<Market, "nodes" | "delivery">, zone: ZoneId): FulfillmentNode {
  const weighed = market.nodes.map((node) => ({
    node,
    weights: [distanceZone(market, node, zone), node.priority],
  }));
  return weighed.reduce((best, next) => (firstDifference(next, best) < 0 ? next : best)).node;
}

type Weighed = { readonly node: FulfillmentNode; readonly weights: readonly number[] };

function firstDifference(left: Weighed, right: Weighed): number {
  const index = left.weights.findIndex((weight, position) => weight !== right.weights[position]);
  if (index === -1) return left.node.id < right.node.id ? -1 : 1;
  return (left.weights[index] ?? 0) - (right.weights[index] ?? 0);
}

const farthest: DistanceZone = 9;

/** The mean radius of the earth, by unit (IUGG: 6,371.0 km). */
const earthRadius = { mile: 3958.8, kilometre: 6371 } as const;

/** Haversine distance along the surface, in the unit of `radius`. */
function greatCircle(from: Point, to: Point, radius: number): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const halfChord =
    Math.sin(radians(to.latitude - from.latitude) / 2) ** 2 +
    Math.cos(radians(from.latitude)) *
      Math.cos(radians(to.latitude)) *
      Math.sin(radians(to.longitude - from.longitude) / 2) ** 2;
  return 2 * radius * Math.asin(Math.min(1, Math.sqrt(halfChord)));
}
