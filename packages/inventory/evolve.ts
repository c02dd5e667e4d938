import { emptyNode, type NodeStock, type Stock, type StockEvent } from "./stock.ts";
import type { StockMove } from "./stock-move.ts";

/** The stock after a count or a split. The version is the store's business and stays. */
export function evolve(stock: Stock, { split, moves }: StockEvent): Stock {
  const nodes = new Map(stock.nodes.map((node) => [node.nodeId, node]));
  for (const move of moves.flat()) {
    const { nodeId } = move.at;
    nodes.set(nodeId, moved(nodes.get(nodeId) ?? emptyNode(nodeId), move));
  }
  return { ...stock, ...split, nodes: [...nodes.values()] };
}

function moved(node: NodeStock, { at, available, held, layout, nextLayout, retired }: StockMove): NodeStock {
  const seen = node.buckets.find(({ bucket }) => bucket === at.bucket);
  const before = seen ?? { bucket: at.bucket, available: 0, held: 0, retired: false };
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
