import type { StockAddress, StockPlace } from "./stock-address.ts";

/** Units to be held in one bucket for an order. */
export type ReservationItem = StockAddress & { readonly quantity: number };

/** What a place offers: the available units of each bucket that is offered, by its number. */
export type Availability = StockPlace & { readonly buckets: readonly number[] };

/** The units that a place offers, over all its buckets. */
export const availableOn = ({ buckets }: Pick<Availability, "buckets">): number =>
  buckets.reduce((units, available) => units + available, 0);

/**
 * Chooses the buckets that serve a quantity: the one that the order's id points to, else the next that has all of it,
 * else several from there on. Orders so spread over the buckets, and none is refused while the place has enough.
 * @returns `undefined` when the place has less than `quantity`
 */
export function reserveFrom(
  availability: Availability,
  quantity: number,
  orderId: string,
): readonly ReservationItem[] | undefined {
  if (quantity < 1 || availableOn(availability) < quantity) return undefined;
  const { sellerId, sku, nodeId } = availability;
  const walk = walkFrom(preferredBucket(orderId, availability), availability.buckets.length);
  const whole = walk.find((bucket) => (availability.buckets[bucket] ?? 0) >= quantity);
  if (whole !== undefined) return [{ sellerId, sku, nodeId, bucket: whole, quantity }];
  const reservations: ReservationItem[] = [];
  let missing = quantity;
  for (const bucket of walk) {
    const units = Math.min(availability.buckets[bucket] ?? 0, missing);
    if (units > 0) reservations.push({ sellerId, sku, nodeId, bucket, quantity: units });
    missing -= units;
  }
  return reservations;
}

/** The bucket an order tries first: the same for the same order and key, evenly spread over orders. */
export function preferredBucket(orderId: string, { sellerId, sku, nodeId, buckets }: Availability): number {
  if (buckets.length <= 1) return 0;
  let hash = 0x811c9dc5; // FNV-1a, 32 bits
  for (const character of `${orderId}#${sellerId}#${sku}#${nodeId}`)
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash % buckets.length;
}

const walkFrom = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, step) => (first + step) % count);
