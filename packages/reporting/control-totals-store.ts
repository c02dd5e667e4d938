import type { ControlEntry } from "./control-totals.ts";
import type { Sums } from "./observation.ts";

/** Where control totals are kept. */
export type ControlTotalsStore = {
  /** Enters once. @returns `known` for an entry that was made before: nothing changes */
  enter(entry: ControlEntry): Promise<"entered" | "known">;
  /** What all entries of an epoch add up to. */
  controlTotals(epoch: number): Promise<Sums>;
};
