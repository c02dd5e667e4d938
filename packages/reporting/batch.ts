import type { Instant } from "#kernel/time";
import type { Cell } from "./cell.ts";

/** Cells that leave together. Within an epoch batches are numbered from 1, without holes, and never change. */
export type Batch = {
  readonly epoch: number;
  readonly sequence: number;
  /** When the plan that made it was committed. */
  readonly committedAt: Instant;
  readonly cells: readonly Cell[];
};
