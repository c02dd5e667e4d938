import { type Instant, millisecondsOf, plusSeconds } from "#kernel/time";
import { type Calendar, isPast, type Rhythm } from "./calendar.ts";
import { carrier, carryOut, resume } from "./carry-out.ts";
import type { DisclosureRule } from "./cell.ts";
import { type Directory, type DueWindow, dueWindows, superfluousMarks } from "./directory.ts";
import type { Epoch } from "./epoch.ts";
import { giveUpHeld } from "./give-up.ts";
import { type Level, levels, windowName } from "./level.ts";
import { decisionsOf } from "./plan.ts";
import type { Batch, WriterStore } from "./reporting-store.ts";
import { leaseSeconds, type Shift, shiftOf } from "./shift.ts";
import { tryWindows } from "./try-windows.ts";

/** What the one writer works with. */
export type WriterDesk = {
  readonly store: WriterStore;
  readonly rule: DisclosureRule;
  readonly calendar: Calendar;
  readonly rhythm: Pick<Rhythm, "graceSeconds">;
  readonly clock: () => Instant;
  /** Tells whoever exports that there is a batch. A loss costs time, nothing else. */
  readonly announce: (batch: Batch) => Promise<void>;
  /** How many observations are claimed, and settled, at a time; as many as an item holds unless said otherwise. */
  readonly observationsPerPage?: number;
};

/** What a run did. `lagSeconds`: for how long the oldest window that it left has been due; absent from a run that found
 *  another at work, since it looked at no window. */
export type WriterRun = {
  readonly windows: number;
  readonly batches: number;
  readonly cells: number;
  readonly resumed: number;
  readonly givenUp: number;
  readonly lagSeconds?: number;
};
const nothing: WriterRun = { windows: 0, batches: 0, cells: 0, resumed: 0, givenUp: 0 };

/** A slot without observations is forgotten when nothing arrived for so long: an index is never that far behind. */
const quietSeconds = (graceSeconds: number): number => Math.max(4 * graceSeconds, 300);

/**
 * Tries every window whose time has come, finest first, and publishes what may leave. What is not done by `until` is
 * left for the next run; a run that falls is finished by the next. Only one writer runs at a time.
 */
export async function writeBatches(desk: WriterDesk, until: Instant): Promise<WriterRun> {
  const { store, clock } = desk;
  const lease = await store.lease(clock(), plusSeconds(clock(), leaseSeconds));
  if (!lease) return nothing;
  try {
    return await writeUnder(desk, shiftOf(store, lease, { clock, until }));
  } finally {
    await store.renew(lease, clock()); // given back: the next run need not wait for it to end
  }
}

async function writeUnder(desk: WriterDesk, shift: Shift): Promise<WriterRun> {
  const { store, clock, rhythm } = desk;
  let run: WriterRun = { ...nothing, lagSeconds: 0 };
  const now = clock();
  const epochs = await store.epochs();
  for (const epoch of epochs.filter(({ closedAt }) => closedAt !== undefined && closedAt <= now)) {
    const givenUp = await giveUpHeld(store, { shift, epoch, now, quietSeconds: quietSeconds(rhythm.graceSeconds) });
    run = { ...run, givenUp: run.givenUp + givenUp };
  }
  const open = epochs.at(-1);
  if (!open || open.closedAt !== undefined) return run;
  // what this shift does not finish, the next one will: nothing is tried before, since a shift that is over stays so
  const resumed = await resume(store, open.number, shift);
  return publishDue(desk, { shift, epoch: open, run: { ...run, resumed } });
}

type Task = { readonly shift: Shift; readonly epoch: Epoch; readonly run: WriterRun };

async function publishDue(desk: WriterDesk, { shift, epoch, run }: Task): Promise<WriterRun> {
  const { store, clock, rhythm, calendar } = desk;
  const { slots, tried } = await store.directory(epoch.number);
  const directory = { slots: new Map(slots), tried: new Set(tried) };
  const { publish } = carrier(store, shift.lease, epoch, desk.observationsPerPage);
  const done = { ...run };
  const started = clock();
  const dueAt = (level: Level) =>
    dueWindows(directory, level, { now: started, graceSeconds: rhythm.graceSeconds, calendar });

  for (const level of levels)
    for (let due = dueAt(level); due.length > 0; due = level === "undated" ? dueAt(level) : []) {
      const chunks = sizedChunks(due);
      for (let chunk = chunks.next(0); !chunk.done; ) {
        const left = () => ({ ...done, lagSeconds: behind(chunk.value ?? [], rhythm.graceSeconds, clock()) });
        if (!(await shift.goesOn())) return left();
        const asked = { epoch: epoch.number, directory, due: chunk.value, rule: desk.rule };
        const trial = await tryWindows(store, asked, shift);
        if (trial === "lost" || trial === "blurred") return left();
        for (const decided of decisionsOf(trial.tried)) {
          const published = await publish(decided, clock());
          if (published === "lost") return done;
          const { batches, plan } = published;
          for (const window of decided.windows) directory.tried.add(windowName(window));
          for (const batch of batches) await desk.announce(batch);
          done.windows += decided.windows.length;
          done.batches += batches.length;
          done.cells += batches.reduce((all, { cells }) => all + cells.length, 0);
          if (plan.pages > 0 && (await carryOut(store, plan, shift)) === "unfinished") return done;
        }
        await forgetEmpty(desk, epoch.number, directory, trial.emptySlots);
        chunk = chunks.next(trial.observationsRead);
      }
    }
  await store.forgetMarks(epoch.number, superfluousMarks(directory.tried));
  return done;
}

async function forgetEmpty(
  { store, clock, rhythm }: WriterDesk,
  epoch: number,
  { slots }: Directory & { readonly slots: Map<string, { lastArrival: Instant }> },
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
