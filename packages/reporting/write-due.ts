import { type Instant, millisecondsOf } from "#kernel/time";
import type { Batch } from "./batch.ts";
import { type Calendar, isPast, type Rhythm } from "./calendar.ts";
import type { DisclosureRule } from "./cell.ts";
import type { Epoch } from "./epoch.ts";
import { evaluateWindows } from "./evaluate-windows.ts";
import type { LeaseSession } from "./lease-session.ts";
import { type Level, levels, windowName } from "./level.ts";
import { executePlan, type PlanPublisher, planDraftsOf, planPublisher } from "./plan-publisher.ts";
import { type Arrivals, type DueWindow, dueWindows, superfluousMarks } from "./window-index.ts";
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

/** What is worked on. */
type Work = {
  readonly writer: BatchWriter;
  readonly session: LeaseSession;
  readonly epoch: number;
  /** As it was read; what is evaluated and forgotten is noted in it, since what is due next depends on that. */
  readonly index: { readonly slots: Map<string, Arrivals>; readonly evaluated: Set<string> };
  readonly publisher: PlanPublisher;
  readonly written: { -readonly [Figure in keyof Written]: number };
};

/** Writes all that is due in an epoch, until nothing is or the session ends. */
export async function writeDue(writer: BatchWriter, session: LeaseSession, epoch: Epoch): Promise<Written> {
  const { store, clock, calendar, rhythm } = writer;
  const { slots, evaluated } = await store.windowIndex(epoch.number);
  const index = { slots: new Map(slots), evaluated: new Set(evaluated) };
  const publisher = planPublisher(store, session, epoch, writer.observationsPerPage);
  const written = { windows: 0, batches: 0, cells: 0, lagSeconds: 0 };
  const work: Work = { writer, session, epoch: epoch.number, index, publisher, written };
  const asked = { now: clock(), graceSeconds: rhythm.graceSeconds, calendar };
  const left = await chunkByChunk(
    (level) => dueWindows(index, level, asked),
    (due) => writeChunk(work, due),
  );
  if (left === "nothing") await store.forgetMarks(epoch.number, superfluousMarks(index.evaluated));
  return written;
}

/** A chunk holds this many windows at most. */
const mostWindows = 256;
/** A chunk in which fewer observations waited was small, one in which more waited was large. */
const [few, many] = [5_000, 20_000];

/**
 * Takes due windows finest level first, in chunks: many windows where they are sparse, few where they are full.
 * @param dueAt the windows of a level that are due. Asked once all finer levels are through, since it depends on what was
 * evaluated there
 * @param write answers how many observations waited in the windows it got, or that there is no going on
 */
export async function chunkByChunk(
  dueAt: (level: Level) => readonly DueWindow[],
  write: (due: readonly DueWindow[]) => Promise<number | "ended">,
): Promise<"nothing" | "something"> {
  for (const level of levels) {
    let windows = 1; // nothing is known of a level's windows
    for (let due = dueAt(level); due.length > 0; ) {
      const chunk = due.slice(0, windows);
      const observations = await write(chunk);
      if (observations === "ended") return "something";
      if (observations < few) windows = Math.min(2 * windows, mostWindows);
      else if (observations > many) windows = Math.max(1, Math.floor(windows / 2));
      // each undated window may make the next one due
      due = level === "undated" ? dueAt(level) : due.slice(chunk.length);
    }
  }
  return "nothing";
}

/**
 * Reads what waits in due windows, judges it, and publishes what may leave, plan by plan: what a plan decided is announced
 * at once, and its observations leave before the next.
 */
async function writeChunk(work: Work, due: readonly DueWindow[]): Promise<number | "ended"> {
  const { writer, session, epoch, index, publisher, written } = work;
  const { store, rule, clock } = writer;
  const found = (await session.mayContinue())
    ? await evaluateWindows(store, { epoch, windowIndex: index, due, rule }, session)
    : "lost";
  if (found === "lost" || found === "inconsistent-read") {
    written.lagSeconds = secondsBehind(due, writer.rhythm.graceSeconds, clock());
    return "ended";
  }
  for (const draft of planDraftsOf(found.evaluated)) {
    const published = await publisher.publish(draft, clock());
    if (published === "lost") return "ended";
    const { batches, plan } = published;
    for (const window of draft.windows) index.evaluated.add(windowName(window));
    for (const batch of batches) await writer.announce(batch);
    written.windows += draft.windows.length;
    written.batches += batches.length;
    written.cells += batches.reduce((all, { cells }) => all + cells.length, 0);
    if ((await executePlan(store, plan, session)) === "unfinished") return "ended";
  }
  await forgetEmpty(work, found.emptySlots);
  return found.observationsRead;
}

/** A slot without observations is forgotten when nothing arrived for so long: an index is never that far behind. */
export const quietSeconds = (graceSeconds: number): number => Math.max(4 * graceSeconds, 300);

/** Forgets slots in which nothing waits. One in which something may be on its way into the index is kept for another run. */
async function forgetEmpty({ writer, epoch, index: { slots } }: Work, empty: readonly string[]): Promise<void> {
  const { store, clock, rhythm } = writer;
  const quiet = empty
    .map((slot) => ({ slot, lastArrival: slots.get(slot)?.lastArrival ?? clock() }))
    .filter(({ lastArrival }) => isPast(lastArrival, quietSeconds(rhythm.graceSeconds), clock()));
  await store.forgetSlots(epoch, quiet);
  for (const slot of empty) slots.delete(slot);
}

/** For how many seconds the oldest of these windows has been due. */
const secondsBehind = (due: readonly DueWindow[], graceSeconds: number, now: Instant): number =>
  Math.max(0, ...due.map(({ dueAt }) => (millisecondsOf(now) - millisecondsOf(dueAt)) / 1_000 - graceSeconds));
