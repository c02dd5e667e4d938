import type { Epoch, EpochStep } from "./epoch.ts";

/** Where the market keeps its epochs. */
export type EpochStore = {
  /** All epochs, oldest first, read consistently. */
  epochs(): Promise<readonly Epoch[]>;
  /** Does nothing when another was faster. */
  take(step: EpochStep): Promise<void>;
  /** The centre has every batch up to `through`; what it had before it still has. */
  acknowledge(epoch: number, through: number): Promise<void>;
};
