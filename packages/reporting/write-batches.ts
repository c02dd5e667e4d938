import { type Instant, millisecondsOf, plusSeconds } from "#kernel/time";
import type { Batch } from "./batch.ts";
import { type Calendar, isPast, type Rhythm } from "./calendar.ts";
import type { DisclosureRule } from "./cell.ts";
import { discardHeld } from "./discard-held.ts";
import { chunkSize, dueChunks } from "./due-chunks.ts";
import type { Epoch } from "./epoch.ts";
import { type EvaluatedWindow, evaluateWindows } from "./evaluate-windows.ts";
import { type LeaseSession, leaseSeconds, leaseSession } from "./lease-session.ts";
import { windowName } from "./level.ts";
import { planDraftsOf } from "./plan.ts";
import { executePlan, type PlanPublisher, planPublisher, resumePlans } from "./publish-plan.ts";
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

/** What a run did. `lagSeconds`: for how long the oldest window that it left has been due; absent from a run that found
 *  another at work, since it looked at no window. */
export type WriterRun = {
  readonly windows: number;
  readonly batches: number;
  readonly cells: number;
  readonly resumed: number;
  readonly discarded: number;
  readonly lagSeconds?: number;
};
const nothing: WriterRun = { windows: 0, batches: 0, cells: 0, resumed: 0, discarded: 0 };

/** A slot without observations is forgotten when nothing arrived for so long: an index is never that far behind. */
const quietSeconds = (graceSeconds: number): number => Math.max(4 * graceSeconds, 300);

/**
 * Evaluates every window whose time has come, finest first, and publishes what may leave. What is not done by `until` is
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
  let run: WriterRun = { ...nothing, lagSeconds: 0 };
  const now = clock();
  const epochs = await store.epochs();
  for (const epoch of epochs.filter(({ closedAt }) => closedAt !== undefined && closedAt <= now)) {
    const discarded = await discardHeld(store, {
      session,
      epoch,
      now,
      quietSeconds: quietSeconds(rhythm.graceSeconds),
    });
    run = { ...run, discarded: run.discarded + discarded };
  }
  const open = epochs.at(-1);
  if (!open || open.closedAt !== undefined) return run;
  // what is not finished now is finished by the next run: nothing is evaluated before, since a session that is over
  // stays so
  const resumed = await resumePlans(store, open.number, session);
  return publishDue(writer, { session, epoch: open, run: { ...run, resumed } });
}

/** What one session works on. */
type Work = {
  readonly writer: BatchWriter;
  readonly session: LeaseSession;
  readonly epoch: number;
  /** As it is known here: what is evaluated and forgotten is noted in it too. */
  readonly windowIndex: { readonly slots: Map<string, Arrivals>; readonly evaluated: Set<string> };
  readonly publisher: PlanPublisher;
  /** What was done so far. */
  readonly done: { -readonly [Figure in keyof WriterRun]: WriterRun[Figure] };
};

/** Evaluates and publishes chunk after chunk of what is due, until nothing is or the session ends. */
async function publishDue(
  writer: BatchWriter,
  { session, epoch, run }: { readonly session: LeaseSession; readonly epoch: Epoch; readonly run: WriterRun },
): Promise<WriterRun> {
  const { store, clock, rhythm, rule } = writer;
  const { slots, evaluated } = await store.windowIndex(epoch.number);
  const windowIndex = { slots: new Map(slots), evaluated: new Set(evaluated) };
  const publisher = planPublisher(store, session.lease, epoch, writer.observationsPerPage);
  const work: Work = { writer, session, epoch: epoch.number, windowIndex, publisher, done: { ...run } };
  const asked = { now: clock(), graceSeconds: rhythm.graceSeconds, calendar: writer.calendar };
  const size = chunkSize();

  for (const due of dueChunks((level) => dueWindows(windowIndex, level, asked), size)) {
    if (!(await session.mayContinue())) return leftBehind(work, due);
    const evaluation = await evaluateWindows(store, { epoch: epoch.number, windowIndex, due, rule }, session);
    if (evaluation === "lost" || evaluation === "inconsistent-read") return leftBehind(work, due);
    if ((await publishEvaluated(work, evaluation.evaluated)) === "ended") return work.done;
    await forgetEmpty(work, evaluation.emptySlots);
    size.learn(evaluation.observationsRead);
  }
  await store.forgetMarks(epoch.number, superfluousMarks(windowIndex.evaluated));
  return work.done;
}

/** What was done, by a session that leaves due windows to the next. */
const leftBehind = ({ done, writer: { rhythm, clock } }: Work, due: readonly DueWindow[]): WriterRun => ({
  ...done,
  lagSeconds: behind(due, rhythm.graceSeconds, clock()),
});

/**
 * Decides evaluated windows plan by plan: commits a plan, announces its batches, and lets its observations leave before
 * the next.
 * @returns `ended` when the lease was lost, or the time was up while observations were leaving
 */
async function publishEvaluated(work: Work, evaluated: readonly EvaluatedWindow[]): Promise<"published" | "ended"> {
  const { writer, session, windowIndex, publisher, done } = work;
  for (const draft of planDraftsOf(evaluated)) {
    const published = await publisher.publish(draft, writer.clock());
    if (published === "lost") return "ended";
    const { batches, plan } = published;
    for (const window of draft.windows) windowIndex.evaluated.add(windowName(window));
    for (const batch of batches) await writer.announce(batch);
    done.windows += draft.windows.length;
    done.batches += batches.length;
    done.cells += batches.reduce((all, { cells }) => all + cells.length, 0);
    if (plan.pages > 0 && (await executePlan(writer.store, plan, session)) === "unfinished") return "ended";
  }
  return "published";
}

/** Forgets slots in which nothing waits. One in which something may be on its way into the index is kept for another run. */
async function forgetEmpty(
  { writer: { store, clock, rhythm }, epoch, windowIndex: { slots } }: Work,
  empty: readonly string[],
): Promise<void> {
  const quiet = empty
    .map((slot) => ({ slot, lastArrival: slots.get(slot)?.lastArrival ?? clock() }))
    .filter(({ lastArrival }) => isPast(lastArrival, quietSeconds(rhythm.graceSeconds), clock()));
  await store.forgetSlots(epoch, quiet);
  for (const slot of empty) slots.delete(slot);
}

/** For how many seconds the oldest of these windows has been due. */
const behind = (due: readonly DueWindow[], graceSeconds: number, now: Instant): number =>
  Math.max(0, ...due.map(({ dueAt }) => (millisecondsOf(now) - millisecondsOf(dueAt)) / 1_000 - graceSeconds));
