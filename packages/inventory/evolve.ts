import { emptyNode, type NodeStock, type Stock, type StockEvent } from "./stock.ts";
import type { StockMove } from "./stock-move.ts";

/** The stock after a count or a split. */
export function evolve(stock: Stock, { type, split, moves }: StockEvent): Stock {
  const nodes = new Map(stock.nodes.map((node) => [node.nodeId, node]));
  for (const move of moves.flat()) {
    const { nodeId } = move.at;
    nodes.set(nodeId, moved(nodes.get(nodeId) ?? emptyNode(nodeId), move));
  }
  const counts = stock.counts + (type === "stock-counted" ? 1 : 0);
  return { ...stock, ...split, counts, nodes: [...nodes.values()] };
}

function moved(node: NodeStock, { at, available, held, layout, nextLayout, retired }: StockMove): NodeStock {
  const seen = node.buckets.find(({ bucket }) => bucket === at.bucket);
  const before = seen ?? { bucket: at.bucket, available: 0, held: 0, consumed: 0, retired: false };
  const after = {
    ...before,
    available: before.available + available,
    held: before.held + held,
    retired: retired ?? before.retired,
  };
  return {
    ...node,
    ...layout,
    layoutVersion: node.layoutVersion + (nextLayout ? 1 : 0),
    buckets: seen ? node.buckets.map((bucket) => (bucket === seen ? after : bucket)) : [...node.buckets, after],
  };
}
