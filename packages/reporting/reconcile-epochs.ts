import type { BatchStore } from "./batch-store.ts";
import { sumsOf } from "./cell.ts";
import type { ControlTotalsStore } from "./control-totals-store.ts";
import { digestSet } from "./digests.ts";
import type { Epoch } from "./epoch.ts";
import { rangesOf } from "./evaluate-windows.ts";
import type { Level } from "./level.ts";
import { addSums, type ObservationKind, type Sums, subtractSums } from "./observation.ts";
import { parts } from "./observation-store.ts";
import type { Reconciliation } from "./reconciliation.ts";
import { levelOf } from "./window-index.ts";
import type { Counted, WriterStore } from "./writer-store.ts";

/** What reconciling reads: what waits, what was published, and the control totals. */
export type ReconciliationStore = Pick<
  WriterStore,
  "windowIndex" | "epochs" | "openPlans" | "selection" | "waiting" | "counted"
> &
  Pick<BatchStore, "batchesFrom"> &
  Pick<ControlTotalsStore, "controlTotals">;

/**
 * What became of the sales of every epoch. What waits is read observation by observation, so that nothing can be
 * forgotten and still balance; the control totals are what the orders themselves say.
 */
export async function reconcileEpochs(store: ReconciliationStore): Promise<readonly Reconciliation[]> {
  const epochs = (await store.epochs()).filter(({ number }) => number > 0);
  return Promise.all(epochs.map((epoch) => reconciliationOf(store, epoch)));
}

async function reconciliationOf(store: ReconciliationStore, epoch: Epoch): Promise<Reconciliation> {
  const controlTotals = await store.controlTotals(epoch.number);
  const { heldBack, heldByLevel } = await readHeld(store, epoch);
  if (epoch.closedAt === undefined)
    return {
      epoch: epoch.number,
      state: "open",
      controlTotals,
      published: epoch.published,
      heldBack,
      heldByLevel,
      discarded: epoch.discarded,
    };
  const unsent = await unacknowledged(store, epoch);
  return {
    epoch: epoch.number,
    state: "closed",
    controlTotals,
    published: subtractSums(epoch.published, unsent),
    heldBack: {},
    heldByLevel: new Map(),
    discarded: addSums(addSums(epoch.discarded, unsent), heldBack),
  };
}

/** What waits, by the level at which it will be evaluated next. Observations that a committed plan selects are
 *  published already. */
async function readHeld(store: ReconciliationStore, { number: epoch, closedAt }: Epoch) {
  const except = await selectedIds(store, epoch);
  const { slots, evaluated } = await store.windowIndex(epoch);
  const levelBySlot = new Map([...slots.keys()].map((slot) => [slot, levelOf(slot, evaluated)]));
  /** Where nothing was evaluated nothing left, so whatever the index shows does wait, and need not be read again. What
   *  a closed epoch held is discarded, evaluated or not. */
  const isUnevaluated = (level: Level): boolean => level === "hour" && closedAt === undefined;
  const unevaluated = new Set([...levelBySlot].flatMap(([slot, level]) => (isUnevaluated(level) ? [slot] : [])));
  const others = new Set([...slots.keys()].filter((slot) => !unevaluated.has(slot)));
  const heldByLevel = new Map<Level, Tally>();
  const add = ({ slot, kind, measures }: Counted): void => {
    const level = levelBySlot.get(slot);
    if (!level) return;
    const tally = heldByLevel.get(level) ?? {};
    heldByLevel.set(level, tally);
    tally[kind] ??= {};
    for (const [name, value] of Object.entries(measures)) tally[kind][name] = (tally[kind][name] ?? 0) + value;
  };
  async function read(part: number): Promise<void> {
    for (const range of rangesOf(slots.keys(), unevaluated))
      for await (const observations of store.counted({ epoch, part, ...range }))
        for (const observation of observations) if (unevaluated.has(observation.slot)) add(observation);
    for (const range of rangesOf(slots.keys(), others))
      for await (const observations of store.waiting({ epoch, part, ...range, except }, "as-stored"))
        for (const observation of observations) if (others.has(observation.slot)) add(observation);
  }
  await Promise.all(Array.from({ length: parts }, (_, part) => read(part)));
  return { heldBack: [...heldByLevel.values()].reduce<Sums>(addSums, {}), heldByLevel };
}
/** Sums in the making: millions of observations are added to them. */
type Tally = Partial<Record<ObservationKind, Record<string, number>>>;

async function selectedIds(store: ReconciliationStore, epoch: number): Promise<(id: string) => boolean> {
  const pages: Uint8Array[] = [];
  for (const plan of await store.openPlans(epoch))
    for (let page = plan.retired; page < plan.pages; page++) pages.push((await store.selection(plan, page)).ids);
  return digestSet(pages);
}

/** What the batches hold that the centre never acknowledged. */
async function unacknowledged(store: ReconciliationStore, { number, acknowledgedThrough }: Epoch): Promise<Sums> {
  let sums: Sums = {};
  for await (const batches of store.batchesFrom(number, acknowledgedThrough + 1))
    for (const { cells } of batches) sums = addSums(sums, sumsOf(cells));
  return sums;
}
