import { type Level, levels } from "./level.ts";
import type { DueWindow } from "./window-index.ts";

/** How many windows are read together: few when they are full, many when they are sparse. */
export type ChunkSize = {
  readonly windows: number;
  /** Begins anew with one window: nothing is known of what comes. */
  restart(): void;
  /** Learns from a chunk. @param observationsRead how many observations waited in it */
  learn(observationsRead: number): void;
};

/** A chunk holds this many windows at most. */
const mostWindows = 256;
/** A chunk in which fewer observations waited was small, one in which more waited was large. */
const [few, many] = [5_000, 20_000];

export function chunkSize(): ChunkSize {
  let windows = 1;
  return {
    get windows() {
      return windows;
    },
    restart() {
      windows = 1;
    },
    learn(observationsRead) {
      if (observationsRead < few) windows = Math.min(2 * windows, mostWindows);
      else if (observationsRead > many) windows = Math.max(1, Math.floor(windows / 2));
    },
  };
}

/**
 * The due windows in the order in which they are to be evaluated, finest level first, in chunks that are read together.
 * What is due at a level is asked once all finer ones are through, since it depends on what was evaluated there; each
 * undated window may make the next one due.
 * @param dueAt the windows of a level that are due now
 * @param size is asked before each chunk
 */
export function* dueChunks(
  dueAt: (level: Level) => readonly DueWindow[],
  size: ChunkSize,
): Generator<readonly DueWindow[]> {
  for (const level of levels)
    for (let due = dueAt(level); due.length > 0; due = level === "undated" ? dueAt(level) : []) yield* cut(due, size);
}

function* cut(due: readonly DueWindow[], size: ChunkSize): Generator<readonly DueWindow[]> {
  size.restart();
  for (let from = 0; from < due.length; ) {
    const chunk = due.slice(from, from + size.windows);
    yield chunk;
    from += chunk.length;
  }
}
