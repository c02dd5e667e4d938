import type { Batch } from "./batch.ts";
import type { EpochStore } from "./epoch-store.ts";

/** What the market published. It never changes. */
export type BatchStore = Pick<EpochStore, "epochs"> & {
  /** @returns `undefined` when there is none */
  batch(epoch: number, sequence: number): Promise<Batch | undefined>;
  /** Batches from a sequence on, in order. */
  batchesFrom(epoch: number, sequence: number): AsyncIterable<readonly Batch[]>;
};
