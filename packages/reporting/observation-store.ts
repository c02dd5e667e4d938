import type { Instant } from "#kernel/time";
import type { Observation } from "./observation.ts";
import type { WindowIndex } from "./window-index.ts";

/** Observations of an epoch wait in this many parts, by identity; those of `anonymousBuyer` are spread over all. */
export const parts = 8;

/** What the recording of observations needs. */
export type ObservationStore = {
  /** Writes an observation if it is not there. @param epoch `undefined` for one that never crosses: it keeps no
   *  identity */
  record(observation: Observation, epoch: number | undefined): Promise<"recorded" | "known">;
  /** Notes that observations of a slot arrive, so that the writer looks there. */
  touch(epoch: number, slot: string, at: Instant): Promise<void>;
  /** Turns an identity into the common one wherever it waits in these slots. @returns how many observations forgot
   *  it */
  erase(epoch: number, slots: readonly string[], identity: string): Promise<number>;
  /** Slots and evaluated windows of an epoch, read consistently. */
  windowIndex(epoch: number): Promise<WindowIndex>;
};
