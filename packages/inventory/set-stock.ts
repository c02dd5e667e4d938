import type { NodeId } from "#kernel/codes";
import { accept, type Decision, reject } from "#kernel/decision";
import { arrange, resplit } from "./arrange.ts";
import { emptyNode, type NodeStock, type Stock, type Units, unitsOf } from "./stock.ts";
import type { StockMove } from "./stock-move.ts";

/** How a listing wants its stock split; the later version of the listing counts. */
export type Split = { readonly buckets: number; readonly listingVersion: number };

/** Units on hand at each node. A node that is not named has none. */
export type Count = ReadonlyMap<NodeId, number>;

/** A change of one key's stock: all moves of a node belong in one transaction, with the layout seen there. */
export type StockChange = {
  readonly before: Stock;
  readonly version: number;
  readonly split: Split;
  readonly moves: readonly (readonly StockMove[])[];
};
export type StockEvent =
  | { readonly type: "stock-set"; readonly change: StockChange; readonly nodes: readonly NodeUnits[] }
  | { readonly type: "stock-split"; readonly change: StockChange };
export type NodeUnits = Units & { readonly nodeId: NodeId };

export type StockRejection =
  /** What is held cannot be un-counted: orders wait for it. */
  | { readonly code: "stock-held"; readonly nodes: readonly { nodeId: NodeId; requested: number; held: number }[] }
  | { readonly code: "version-stale"; readonly version: number };

const later = (stock: Stock, asked: Split): Split =>
  asked.listingVersion > stock.listingVersion
    ? asked
    : { buckets: stock.buckets, listingVersion: stock.listingVersion };

/**
 * Sets what is on hand, as somebody counted it. Held units stay held; the rest is available, evenly over the buckets.
 * @param ifMatch the version the caller knows; 0 before stock was ever set
 */
export function setStock(
  stock: Stock,
  count: Count,
  asked: Split,
  ifMatch: number | undefined,
): Decision<StockEvent, StockRejection> {
  if (ifMatch !== undefined && ifMatch !== stock.version)
    return reject({ code: "version-stale", version: stock.version });
  const split = later(stock, asked);
  const wanted = nodesTouched(stock, count).map((node) => {
    const { held } = unitsOf(node);
    const onHand = count.get(node.nodeId) ?? 0;
    return { node, held, onHand, available: onHand - held };
  });
  const below = wanted.filter(({ available }) => available < 0);
  if (below.length > 0)
    return reject({
      code: "stock-held",
      nodes: below.map(({ node, onHand, held }) => ({ nodeId: node.nodeId, requested: onHand, held })),
    });
  const moves = wanted.map(({ node, available }) => arrange(stock.key, node, { available, live: split.buckets }));
  const nodes = wanted.map(({ node, onHand, held, available }) => ({ nodeId: node.nodeId, onHand, held, available }));
  const same = moves.every((ofNode) => ofNode.length === 0) && stock.version > 0;
  const version = same ? stock.version : stock.version + 1;
  if (same && split.listingVersion === stock.listingVersion) return accept();
  return accept({ type: "stock-set", change: { before: stock, version, split, moves: filled(moves) }, nodes });
}

/** Splits the stock as a listing wants it. An older wish than the one already known changes nothing. */
export function splitStock(stock: Stock, asked: Split): Decision<StockEvent, never> {
  if (asked.listingVersion < stock.listingVersion) return accept();
  const split = later(stock, asked);
  const moves = filled(stock.nodes.map((node) => resplit(stock.key, node, split.buckets)));
  if (moves.length === 0 && split.listingVersion === stock.listingVersion) return accept();
  return accept({ type: "stock-split", change: { before: stock, version: stock.version, split, moves } });
}

const filled = (moves: readonly (readonly StockMove[])[]) => moves.filter((ofNode) => ofNode.length > 0);

function nodesTouched(stock: Stock, count: Count): NodeStock[] {
  const known = new Set(stock.nodes.map(({ nodeId }) => nodeId));
  return [...stock.nodes, ...[...count.keys()].filter((nodeId) => !known.has(nodeId)).map(emptyNode)];
}
