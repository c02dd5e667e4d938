import type { StockAddress, StockPlace } from "./stock-address.ts";
import type { StockMove } from "./stock-move.ts";

/** Units that an order holds in one bucket. taken = quantity + released + consumed. */
export type Hold = StockAddress & {
  /** Still held. */
  readonly quantity: number;
  /** The events that settled some or all of it. */
  readonly seen: ReadonlySet<string>;
  /** The order ended without a sale: nothing is left, and nothing more will be asked of it. */
  readonly closed: boolean;
};

/** Units of an order at one place. */
export type HeldUnits = StockPlace & { readonly quantity: number };

/** What an event does to the holds of an order: units come back, or have left the house. */
export type HoldRelease =
  | { readonly how: "release" | "consume"; readonly cause: string; readonly items: readonly HeldUnits[] }
  /** All of them come back: the order ended without a sale. */
  | { readonly how: "close"; readonly cause: string };

/** What happens to one hold. */
export type HoldChange = { readonly hold: Hold; readonly quantity: number };

export type ReleasePlan = {
  /** Changes that belong in one transaction, place by place, so that a repeat finds all of them or none. */
  readonly groups: readonly (readonly HoldChange[])[];
  /** Units that the order should hold by the event, and does not. */
  readonly missing: readonly HeldUnits[];
};

/**
 * Decides what an event changes. A place where the event was seen is left alone; units are taken from the buckets in
 * their order. Events of one order concern different units, so they may come in any order; after a closing one there is
 * nothing left, and none is missing.
 */
export function planRelease(holds: readonly Hold[], release: HoldRelease): ReleasePlan {
  const { cause } = release;
  if (release.how === "close") {
    const open = holds.filter(({ closed, seen }) => !closed && !seen.has(cause));
    return { groups: open.map((hold) => [{ hold, quantity: hold.quantity }]), missing: [] };
  }
  const groups: HoldChange[][] = [];
  const missing: HeldUnits[] = [];
  for (const item of summed(release.items)) {
    const there = holds.filter((hold) => placeName(hold) === placeName(item));
    if (there.some(({ seen }) => seen.has(cause))) continue;
    const changes = unitsFrom(there, item.quantity);
    const found = changes.reduce((units, { quantity }) => units + quantity, 0);
    if (found === item.quantity) groups.push(changes);
    else if (!there.some(({ closed }) => closed)) missing.push({ ...item, quantity: item.quantity - found });
  }
  return { groups, missing };
}

function unitsFrom(holds: readonly Hold[], quantity: number): HoldChange[] {
  const changes: HoldChange[] = [];
  let left = quantity;
  for (const hold of holds.toSorted((one, other) => one.bucket - other.bucket)) {
    const units = Math.min(hold.quantity, left);
    if (units > 0) changes.push({ hold, quantity: units });
    left -= units;
  }
  return changes;
}

/** A place named twice is one demand. */
function summed(items: readonly HeldUnits[]): HeldUnits[] {
  const byPlace = new Map<string, HeldUnits>();
  for (const item of items) {
    const before = byPlace.get(placeName(item))?.quantity ?? 0;
    byPlace.set(placeName(item), { ...item, quantity: before + item.quantity });
  }
  return [...byPlace.values()];
}

const placeName = ({ sellerId, sku, nodeId }: StockPlace): string => `${sellerId}#${sku}#${nodeId}`;

/**
 * What a change of a hold means for the stock. Units come back to the bucket they were taken from, and to bucket 0 when
 * that has retired, because nobody is offered what lies in a retired one.
 * @returns nothing when no unit moves
 */
export function stockMoves(
  how: HoldRelease["how"],
  { hold, quantity }: HoldChange,
  isRetired: (address: StockAddress) => boolean,
): readonly StockMove[] {
  if (quantity === 0) return [];
  const { sellerId, sku, nodeId, bucket } = hold;
  const at: StockAddress = { sellerId, sku, nodeId, bucket };
  const gone: StockMove = { at, available: 0, held: -quantity, when: { heldAtLeast: quantity } };
  if (how === "consume") return [{ ...gone, consumed: quantity }];
  if (!isRetired(at)) return [{ ...gone, available: quantity, when: { heldAtLeast: quantity, active: true } }];
  return [gone, { at: { ...at, bucket: 0 }, available: quantity, held: 0, when: { active: true }, nextLayout: true }];
}
