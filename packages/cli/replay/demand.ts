import { stockKeyName } from "#kernel/codes";
import type { MoneyView } from "#kernel/money";
import type { Category } from "#markets/vocabulary";
import type { Wanted } from "./order-request.ts";

/** What all orders together want of one stock key, by node, and what its listing says. */
export type KeyDemand = {
  readonly sellerId: string;
  readonly sku: string;
  readonly title: string;
  readonly category: Category;
  /** The listed price: that of the first line that is no gift; orders bring their own. */
  price: MoneyView;
  readonly nodes: Map<string, number>;
};

/** What a seller is called, and what is wanted of it. */
export type SellerDemand = {
  readonly sellerId: string;
  readonly name: string;
  readonly postcode: string | undefined;
  readonly keys: Map<string, KeyDemand>;
};

/** Demand by seller. It grows with the number of keys, not of orders. */
export type Demand = Map<string, SellerDemand>;

/** Adds what an order wants. */
export function count(demand: Demand, wanted: readonly Wanted[]): void {
  for (const line of wanted) {
    const { sellerId, sku, nodeId } = line;
    const seller = demand.get(sellerId) ?? newSeller(line);
    const name = stockKeyName({ sellerId, sku });
    const key = seller.keys.get(name) ?? newKey(line);
    if (isFree(key)) key.price = line.price;
    key.nodes.set(nodeId, (key.nodes.get(nodeId) ?? 0) + line.quantity);
    seller.keys.set(name, key);
    demand.set(sellerId, seller);
  }
}

const isFree = ({ price }: Pick<Wanted, "price">): boolean => /^[0.]*$/.test(price.amount);

const newSeller = ({ sellerId, sellerName: name, sellerPostcode: postcode }: Wanted): SellerDemand => ({
  sellerId,
  name,
  postcode,
  keys: new Map(),
});

const newKey = ({ sellerId, sku, title, category, price }: Wanted): KeyDemand => ({
  sellerId,
  sku,
  title,
  category,
  price,
  nodes: new Map(),
});

/** All keys of which something is wanted, each once. */
export const keysOf = (demand: Demand): readonly KeyDemand[] =>
  [...demand.values()].flatMap(({ keys }) => [...keys.values()]);

/** Units wanted of a key, over all nodes. */
export const unitsOf = ({ nodes }: Pick<KeyDemand, "nodes">): number => sumOf(nodes);

/**
 * Which units to add to each node so that all of the demand can be met, and none more: where it is missing, in the order
 * of the nodes given.
 * @param available units that may be sold now, by node
 */
export function missing(
  wanted: ReadonlyMap<string, number>,
  available: ReadonlyMap<string, number>,
): Map<string, number> {
  let short = sumOf(wanted) - sumOf(available);
  const added = new Map<string, number>();
  for (const [node, asked] of wanted) {
    const units = Math.min(short, asked - (available.get(node) ?? 0));
    if (units <= 0) continue;
    added.set(node, units);
    short -= units;
  }
  return added;
}

const sumOf = (units: ReadonlyMap<string, number>): number =>
  [...units.values()].reduce((left, right) => left + right, 0);
