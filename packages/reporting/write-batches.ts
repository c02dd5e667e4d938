import { type Instant, millisecondsOf, plusSeconds } from "#kernel/time";
import { type Calendar, isPast, type Rhythm } from "./calendar.ts";
import type { DisclosureRule } from "./cell.ts";
import { discardHeld } from "./discard-held.ts";
import type { Epoch } from "./epoch.ts";
import { evaluateWindows } from "./evaluate-windows.ts";
import { type LeaseSession, leaseSeconds, leaseSession } from "./lease-session.ts";
import { type Level, levels, windowName } from "./level.ts";
import { planDraftsOf } from "./plan.ts";
import { executePlan, planPublisher, resumePlans } from "./publish-plan.ts";
import type { Batch, WriterStore } from "./reporting-store.ts";
import { type DueWindow, dueWindows, superfluousMarks, type WindowIndex } from "./window-index.ts";

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
 * Tries every window whose time has come, finest first, and publishes what may leave. What is not done by `until` is
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

type Task = { readonly session: LeaseSession; readonly epoch: Epoch; readonly run: WriterRun };

async function publishDue(writer: BatchWriter, { session, epoch, run }: Task): Promise<WriterRun> {
  const { store, clock, rhythm, calendar } = writer;
  const { slots, evaluated } = await store.windowIndex(epoch.number);
  const windowIndex = { slots: new Map(slots), evaluated: new Set(evaluated) };
  const { publish } = planPublisher(store, session.lease, epoch, writer.observationsPerPage);
  const done = { ...run };
  const started = clock();
  const dueAt = (level: Level) =>
    dueWindows(windowIndex, level, { now: started, graceSeconds: rhythm.graceSeconds, calendar });

  for (const level of levels)
    for (let due = dueAt(level); due.length > 0; due = level === "undated" ? dueAt(level) : []) {
      const chunks = sizedChunks(due);
      for (let chunk = chunks.next(0); !chunk.done; ) {
        const left = () => ({ ...done, lagSeconds: behind(chunk.value ?? [], rhythm.graceSeconds, clock()) });
        if (!(await session.mayContinue())) return left();
        const asked = { epoch: epoch.number, windowIndex, due: chunk.value, rule: writer.rule };
        const evaluation = await evaluateWindows(store, asked, session);
        if (evaluation === "lost" || evaluation === "inconsistent-read") return left();
        for (const decided of planDraftsOf(evaluation.evaluated)) {
          const published = await publish(decided, clock());
          if (published === "lost") return done;
          const { batches, plan } = published;
          for (const window of decided.windows) windowIndex.evaluated.add(windowName(window));
          for (const batch of batches) await writer.announce(batch);
          done.windows += decided.windows.length;
          done.batches += batches.length;
          done.cells += batches.reduce((all, { cells }) => all + cells.length, 0);
          if (plan.pages > 0 && (await executePlan(store, plan, session)) === "unfinished") return done;
        }
        await forgetEmpty(writer, epoch.number, windowIndex, evaluation.emptySlots);
        chunk = chunks.next(evaluation.observationsRead);
      }
    }
  await store.forgetMarks(epoch.number, superfluousMarks(windowIndex.evaluated));
  return done;
}

async function forgetEmpty(
  { store, clock, rhythm }: BatchWriter,
  epoch: number,
  { slots }: WindowIndex & { readonly slots: Map<string, { lastArrival: Instant }> },
  empty: readonly string[],
): Promise<void> {
  const quiet = empty
    .map((slot) => ({ slot, lastArrival: slots.get(slot)?.lastArrival ?? clock() }))
    .filter(({ lastArrival }) => isPast(lastArrival, quietSeconds(rhythm.graceSeconds), clock()));
  await store.forgetSlots(epoch, quiet);
  for (const slot of empty) slots.delete(slot);
}

/** Cuts windows into chunks that are read together: few when they are full, many when they are sparse. */
function* sizedChunks(due: readonly DueWindow[]): Generator<readonly DueWindow[], void, number> {
  let size = 1;
  for (let from = 0; from < due.length; ) {
    const observationsRead = yield due.slice(from, from + size);
    from += size;
    if (observationsRead < 5_000) size = Math.min(2 * size, 256);
    else if (observationsRead > 20_000) size = Math.max(1, Math.floor(size / 2));
  }
}

const behind = (due: readonly DueWindow[], graceSeconds: number, now: Instant): number =>
  Math.max(0, ...due.map(({ dueAt }) => (millisecondsOf(now) - millisecondsOf(dueAt)) / 1_000 - graceSeconds));
