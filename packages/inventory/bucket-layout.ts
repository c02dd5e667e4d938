import type { StockKey } from "#kernel/codes";
import { type Bucket, type NodeStock, unitsOf } from "./stock.ts";
import type { StockMove } from "./stock-move.ts";

/** How a node is to look: so many units available, split evenly over so many buckets. */
export type BucketLayout = { readonly available: number; readonly activeBuckets: number };

/**
 * The moves from what was seen to an arrangement; none when it already is so. Every move is the difference to what was
 * seen, so holds and releases may go on meanwhile: they change a bucket, never the sum. What else changes sums or moves
 * units (another arrangement, a release out of a retired bucket) raises the layout number, and refuses these moves.
 */
export function layOut(
  key: StockKey,
  node: NodeStock,
  { available, activeBuckets }: BucketLayout,
): readonly StockMove[] {
  const everBuckets = Math.max(node.everBuckets, activeBuckets);
  const seen = new Map(node.buckets.map((bucket) => [bucket.bucket, bucket]));
  const moves = Array.from({ length: everBuckets }, (_, bucket) =>
    moveOf(
      key,
      node,
      seen.get(bucket) ?? { bucket, ...nothing },
      bucket < activeBuckets ? share(available, activeBuckets, bucket) : 0,
      activeBuckets,
    ),
  ).flat();
  if (moves.length === 0 && node.activeBuckets === activeBuckets) return [];
  const others = moves.filter(({ at }) => at.bucket !== 0);
  const change = share(available, activeBuckets, 0) - (seen.get(0)?.available ?? 0);
  return [
    {
      at: { ...key, nodeId: node.nodeId, bucket: 0 },
      available: change,
      held: 0,
      when: { layoutVersionIs: node.layoutVersion, ...(change < 0 ? { availableAtLeast: -change } : {}) },
      layout: { activeBuckets, everBuckets },
      nextLayout: true,
      mayCreate: true,
    },
    ...others,
  ];
}

const nothing = { available: 0, held: 0, consumed: 0, retired: false };

function moveOf(key: StockKey, node: NodeStock, seen: Bucket, wanted: number, activeBuckets: number): StockMove[] {
  const at = { ...key, nodeId: node.nodeId, bucket: seen.bucket };
  const available = wanted - seen.available;
  const known = node.buckets.includes(seen);
  if (seen.bucket >= activeBuckets) {
    if (!known || seen.retired) return [];
    return [{ at, available, held: 0, when: { availableIs: seen.available }, retired: true }];
  }
  if (available === 0 && !seen.retired) return [];
  const when = available < 0 ? { availableAtLeast: -available } : {};
  return [{ at, available, held: 0, when, mayCreate: true, ...(seen.retired ? { retired: false } : {}) }];
}

/** The units of one bucket in an even split; what does not divide goes to the first buckets. */
const share = (units: number, buckets: number, bucket: number): number =>
  Math.floor(units / buckets) + (bucket < units % buckets ? 1 : 0);

/** The moves that split a node's units over another number of buckets: the same units, held or not. */
export const resplit = (key: StockKey, node: NodeStock, activeBuckets: number): readonly StockMove[] =>
  node.activeBuckets === activeBuckets ? [] : layOut(key, node, { available: unitsOf(node).available, activeBuckets });
