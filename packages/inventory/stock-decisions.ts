import type { NodeId } from "#kernel/codes";
import { accept, type Decision, reject } from "#kernel/decision";
import { layOut, resplit } from "./bucket-layout.ts";
import { emptyNode, type NodeStock, type Split, type Stock, type StockEvent, unitsOf } from "./stock.ts";
import type { StockMove } from "./stock-move.ts";

/** Units on hand at each node. A node that is not named has none. */
export type Count = ReadonlyMap<NodeId, number>;

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
  const moves = filled(
    wanted.map(({ node, available }) => layOut(stock.key, node, { available, activeBuckets: split.buckets })),
  );
  if (moves.length > 0 || stock.counts === 0) return accept({ type: "stock-counted", split, moves });
  return isKnown(stock, split) ? accept() : accept({ type: "stock-split", split, moves });
}

/** Splits the stock as a listing wants it. An older wish than the one already known changes nothing. */
export function splitStock(stock: Stock, asked: Split): Decision<StockEvent, never> {
  if (asked.listingVersion < stock.listingVersion) return accept();
  const split = later(stock, asked);
  const moves = filled(stock.nodes.map((node) => resplit(stock.key, node, split.buckets)));
  return moves.length === 0 && isKnown(stock, split) ? accept() : accept({ type: "stock-split", split, moves });
}

const isKnown = (stock: Stock, { listingVersion }: Split): boolean => listingVersion === stock.listingVersion;

const filled = (moves: readonly (readonly StockMove[])[]) => moves.filter((ofNode) => ofNode.length > 0);

function nodesTouched(stock: Stock, count: Count): NodeStock[] {
  const known = new Set(stock.nodes.map(({ nodeId }) => nodeId));
  return [...stock.nodes, ...[...count.keys()].filter((nodeId) => !known.has(nodeId)).map(emptyNode)];
}
