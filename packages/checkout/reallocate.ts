import { type Availability, availableOn, type ReservationItem, reserveFrom } from "#inventory/availability";
import { type NodeId, type StockKey, stockKeyName } from "#kernel/codes";
import { unitsOf } from "#ordering/lines";
import type { OrderLine } from "#ordering/order";
import { inKeyOrder } from "./plan.ts";

/** What is to be taken instead, and the order's lines as they are by that. */
export type Reallocated = { readonly reservations: readonly ReservationItem[]; readonly lines: readonly OrderLine[] };

/**
 * Plans anew what a large order could not take: other buckets of the same node first, then other nodes. Stock that it
 * has already, and keys that nobody disputes, stay as they are.
 * @param pending reservations not made yet
 * @param keys those of which some reservation was refused
 * @param availabilities of these keys, just read; the earlier ones are used first (where the buyer is, is not looked up again)
 * @returns `undefined` when there is too little of one of them
 */
export function reallocate(
  pending: readonly ReservationItem[],
  lines: readonly OrderLine[],
  keys: readonly StockKey[],
  availabilities: readonly Availability[],
  orderId: string,
): Reallocated | undefined {
  let moved = lines;
  const disputed = new Set(keys.map(stockKeyName));
  const reservations = pending.filter((reservation) => !disputed.has(stockKeyName(reservation)));
  for (const key of keys) {
    const name = stockKeyName(key);
    const own = availabilities.filter((availability) => stockKeyName(availability) === name);
    const demand = unitsAt(pending.filter((reservation) => stockKeyName(reservation) === name));
    const shared = share(demand, own);
    if (!shared) return undefined;
    for (const { from, to, quantity } of shared.moves) moved = moveUnits(moved, key, from, to, quantity);
    for (const availability of own) {
      const units = shared.units.get(availability.nodeId) ?? 0;
      if (units > 0) reservations.push(...(reserveFrom(availability, units, orderId) ?? []));
    }
  }
  return { reservations: inKeyOrder(reservations), lines: moved };
}

type Move = { readonly from: NodeId; readonly to: NodeId; readonly quantity: number };

const unitsAt = (reservations: readonly ReservationItem[]): Map<NodeId, number> => {
  const units = new Map<NodeId, number>();
  for (const { nodeId, quantity } of reservations) units.set(nodeId, (units.get(nodeId) ?? 0) + quantity);
  return units;
};

/** Leaves with each node what it has, and moves the rest to the first nodes that have more. */
function share(demand: ReadonlyMap<NodeId, number>, availabilities: readonly Availability[]) {
  const available = new Map(availabilities.map((availability) => [availability.nodeId, availableOn(availability)]));
  const units = new Map([...demand].map(([node, quantity]) => [node, Math.min(quantity, available.get(node) ?? 0)]));
  const moves: Move[] = [];
  for (const [from, quantity] of demand) {
    let missing = quantity - (units.get(from) ?? 0);
    for (const { nodeId: to } of availabilities) {
      const spare = (available.get(to) ?? 0) - (units.get(to) ?? 0);
      const here = Math.min(spare, missing);
      if (here <= 0) continue;
      units.set(to, (units.get(to) ?? 0) + here);
      moves.push({ from, to, quantity: here });
      missing -= here;
    }
    if (missing > 0) return undefined;
  }
  return { units, moves };
}

/** Moves units of a key's lines to another node, the last lines first; one that moves in part becomes two. */
export function moveUnits(
  lines: readonly OrderLine[],
  key: StockKey,
  from: NodeId,
  to: NodeId,
  quantity: number,
): readonly OrderLine[] {
  let missing = quantity;
  const added: OrderLine[] = [];
  const name = stockKeyName(key);
  const moved = lines.toReversed().map((line): OrderLine => {
    if (missing === 0 || line.nodeId !== from || stockKeyName(line) !== name) return line;
    const here = Math.min(line.quantity, missing);
    missing -= here;
    if (here === line.quantity) return { ...line, nodeId: to };
    const stays = line.quantity - here;
    added.push({ ...unitsOf(line, stays), lineId: `l${lines.length + added.length + 1}`, nodeId: to });
    return unitsOf(line, 0, stays);
  });
  return [...moved.reverse(), ...added];
}
