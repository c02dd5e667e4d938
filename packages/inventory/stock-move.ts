import type { StockAddress } from "./stock-address.ts";

/**
 * One conditional change of one bucket: every sale, release, dispatch and recount is a set of these, written all or
 * nothing. Changes are relative, so that they commute; the condition holds what must not have changed meanwhile.
 */
export type StockMove = {
  readonly at: StockAddress;
  /** Units that become available, or cease to. */
  readonly available: number;
  /** Units that become held, or cease to. */
  readonly held: number;
  /** Held units that leave the house; none when left out. */
  readonly consumed?: number;
  readonly when: MoveCondition;
  /** How the node is arranged from now on; on bucket 0 only. */
  readonly layout?: { readonly activeBuckets: number; readonly everBuckets: number };
  /** Whether the node's layout number goes up; on bucket 0 only. */
  readonly nextLayout?: true;
  readonly retired?: boolean;
  /** Whether the bucket may be new. */
  readonly mayCreate?: true;
};

export type MoveCondition = {
  readonly availableAtLeast?: number;
  /** Exactly this many are available: nothing may be left in a bucket that retires. */
  readonly availableIs?: number;
  readonly heldAtLeast?: number;
  /** The bucket is not retired. */
  readonly active?: true;
  /** The node's layout number; 0 when nothing was ever there. On bucket 0 only. */
  readonly layoutVersionIs?: number;
};
