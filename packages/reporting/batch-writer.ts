import type { Instant } from "#kernel/time";
import type { Batch } from "./batch.ts";
import type { Calendar, Rhythm } from "./calendar.ts";
import type { DisclosureRule } from "./cell.ts";
import type { WriterStore } from "./writer-store.ts";

/** What the one writer works with. */
export type BatchWriter = {
  readonly store: WriterStore;
  readonly rule: DisclosureRule;
  readonly calendar: Calendar;
  readonly rhythm: Pick<Rhythm, "graceSeconds">;
  readonly clock: () => Instant;
  /** Tells whoever exports that there is a batch. A loss costs time, nothing else. */
  readonly announce: (batch: Batch) => Promise<void>;
  /** How many observations are selected, and retired, at a time; as many as an item holds unless said otherwise. */
  readonly observationsPerPage?: number;
};

/** What was written. */
export type Written = {
  /** Windows that were evaluated. */
  readonly windows: number;
  readonly batches: number;
  readonly cells: number;
  /** For how many seconds the oldest window that was left has been due; 0 when none was. */
  readonly lagSeconds: number;
};

/** What a run did. Absent from a run that found another at work: `lagSeconds`, since it looked at no window. */
export type WriterRun = Omit<Written, "lagSeconds"> & {
  /** Plans of earlier runs that were found open. */
  readonly resumed: number;
  /** Observations of closed epochs that were discarded. */
  readonly discarded: number;
  readonly lagSeconds?: number;
};
