import type { NodeId, StockKey } from "#kernel/codes";
import type { StockMove } from "./stock-move.ts";

/** Units in one bucket. On hand = available + held. */
export type Bucket = {
  readonly bucket: number;
  readonly available: number;
  readonly held: number;
  /** Units of this bucket that have left the house. */
  readonly consumed: number;
  /** No longer filled or offered; it only keeps what was held in it until that is settled. */
  readonly retired: boolean;
};

/** All buckets of one node, as they were seen. */
export type NodeStock = {
  readonly nodeId: NodeId;
  /** How many buckets are filled and offered: those below this number. */
  readonly activeBuckets: number;
  /** How many buckets there ever were. */
  readonly everBuckets: number;
  /** One more whenever units moved between buckets or came from outside: what was seen under another number is stale. */
  readonly layoutVersion: number;
  readonly buckets: readonly Bucket[];
};

/** All stock of one key, as it was seen. */
export type Stock = {
  readonly key: StockKey;
  /** How often it was counted; a split moves units and adds none. */
  readonly counts: number;
  /** 0 until stock is counted for the first time, then one more with every count and every unit that leaves the house:
   *  who counted before a sale was sent does not know the newest. */
  readonly version: number;
  /** Into how many buckets each node is to be split, and the version of the listing that asked for it. */
  readonly buckets: number;
  readonly listingVersion: number;
  /** The nodes that have or had units, in the market's order. */
  readonly nodes: readonly NodeStock[];
};

/** How a listing wants its stock split; the later version of the listing counts. */
export type Split = { readonly buckets: number; readonly listingVersion: number };

/** Somebody counted what is on hand, or the stock that is there is split otherwise. All moves of a node belong in one
 *  transaction, with the layout seen there. */
export type StockEvent = {
  readonly type: "stock-counted" | "stock-split";
  readonly split: Split;
  readonly moves: readonly (readonly StockMove[])[];
};

/** Units of a node or a key, added up. */
export type Units = { readonly onHand: number; readonly held: number; readonly available: number };

export const unitsOf = ({ buckets }: Pick<NodeStock, "buckets">): Units => {
  const available = buckets.reduce((units, bucket) => units + bucket.available, 0);
  const held = buckets.reduce((units, bucket) => units + bucket.held, 0);
  return { onHand: available + held, held, available };
};

/** A key whose stock was never set. */
export const noStock = (key: StockKey): Stock => ({
  key,
  counts: 0,
  version: 0,
  buckets: 1,
  listingVersion: 0,
  nodes: [],
});

/** The version of stock as it lies: see `Stock`. */
export const versionOf = ({ counts, nodes }: Pick<Stock, "counts" | "nodes">): number =>
  nodes.flatMap(({ buckets }) => buckets).reduce((version, { consumed }) => version + consumed, counts);

/** A place no units were ever brought to. */
export const emptyNode = (nodeId: NodeId): NodeStock => ({
  nodeId,
  activeBuckets: 0,
  everBuckets: 0,
  layoutVersion: 0,
  buckets: [],
});
