import { type Instant, plusSeconds } from "#kernel/time";
import type { BatchWriter, WriterRun, Written } from "./batch-writer.ts";
import { isPast, quietSeconds } from "./calendar.ts";
import { discardHeld } from "./discard-held.ts";
import type { CentralLink, Epoch } from "./epoch.ts";
import type { EpochStore } from "./epoch-store.ts";
import { evaluateWindows } from "./evaluate-windows.ts";
import { keepEpochAndWait } from "./keep-epoch.ts";
import { type LeaseSession, leaseSeconds, leaseSession } from "./lease-session.ts";
import { type Level, levels, windowName } from "./level.ts";
import { executePlan, type PlanPublisher, planDraftsOf, planPublisher, resumePlans } from "./plan-publisher.ts";
import { type Arrivals, type DueWindow, dueWindows, secondsBehind, superfluousMarks } from "./window-index.ts";

const nothing: WriterRun = { windows: 0, batches: 0, cells: 0, resumed: 0, discarded: 0 };

/** Windows are begun for so long; what is begun has a minute more until the function's time is up. */
const secondsPerRun = 240;

/** One run of the writer, as the clock starts it: the epochs are made to say what the deployment is, then what is due is
 *  written. @param link whether this deployment of the market knows of the centre */
export async function runWriter(
  writer: BatchWriter,
  at: { readonly epochs: Pick<EpochStore, "epochs" | "take">; readonly link: CentralLink; readonly now: Instant },
): Promise<WriterRun> {
  await keepEpochAndWait(at.epochs, at.link, at.now);
  return writeBatches(writer, plusSeconds(at.now, secondsPerRun));
}

/**
 * Evaluates every window whose time has come, finest first, and publishes what may leave. An observation waits in the slot
 * of its hour. Its window is judged at the finest of seven levels (hour, day, week, month, month without categories, month
 * without channels, undated); what may not leave stays where it is, and the mark that its window was evaluated makes it
 * belong to the next level: nothing is written of it. What is not done by `until` is
 * left for the next run; a run that falls is finished by the next. Only one writer runs at a time.
 */
export async function writeBatches(writer: BatchWriter, until: Instant): Promise<WriterRun> {
  const { store, clock } = writer;
  const lease = await store.lease(clock(), plusSeconds(clock(), leaseSeconds));
  if (!lease) return nothing;
  try {
    return await writeUnder(writer, leaseSession(store, lease, { clock, until }));
  } finally {
    await store.renew(lease, clock()); // given back: the next run need not wait for it to end
  }
}

async function writeUnder(writer: BatchWriter, session: LeaseSession): Promise<WriterRun> {
  const { store, clock, rhythm } = writer;
  const now = clock();
  const epochs = await store.epochs();
  let discarded = 0;
  for (const epoch of epochs.filter(({ closedAt }) => closedAt !== undefined && closedAt <= now))
    discarded += await discardHeld(store, { session, epoch, now, quietSeconds: quietSeconds(rhythm.graceSeconds) });
  const open = epochs.at(-1);
  if (!open || open.closedAt !== undefined) return { ...nothing, discarded, lagSeconds: 0 };
  // nothing is evaluated before earlier plans are finished: a session that is over by then stays so
  const resumed = await resumePlans(store, open.number, session);
  return { ...nothing, discarded, resumed, ...(await writeDue(writer, session, open)) };
}

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
async function writeDue(writer: BatchWriter, session: LeaseSession, epoch: Epoch): Promise<Written> {
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
    // marks of the windows, plan, batches and sums become true together, or not at all
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

/** Forgets slots in which nothing waits. One in which something may be on its way into the index is kept for another run. */
async function forgetEmpty({ writer, epoch, index: { slots } }: Work, empty: readonly string[]): Promise<void> {
  const { store, clock, rhythm } = writer;
  const quiet = empty
    .map((slot) => ({ slot, lastArrival: slots.get(slot)?.lastArrival ?? clock() }))
    .filter(({ lastArrival }) => isPast(lastArrival, quietSeconds(rhythm.graceSeconds), clock()));
  await store.forgetSlots(epoch, quiet);
  for (const slot of empty) slots.delete(slot);
}
