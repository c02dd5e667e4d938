import type { Instant } from "#kernel/time";
import type { Batch } from "./batch.ts";
import { type Cell, sumsOf } from "./cell.ts";
import { type Digests, pagesOf } from "./digests.ts";
import type { Epoch } from "./epoch.ts";
import type { EvaluatedWindow } from "./evaluate-windows.ts";
import type { LeaseSession } from "./lease-session.ts";
import type { Window } from "./level.ts";
import { addSums, type Sums } from "./observation.ts";
import { parts } from "./observation-store.ts";
import type { OpenPlan, Plan, SelectionPage, WriterStore } from "./writer-store.ts";

/** Cells in one batch at most: well below the 256 kB of an event. */
const cellsPerBatch = 500;
/** Windows decided by one plan at most: each is an item of its transaction, which takes a hundred. */
const windowsPerPlan = 80;
/** Digests on one page of selections: 16 bytes each, below the 400 kB of an item. */
const digestsPerPage = 21_000;

/** Cells that will be one batch, and the observations that leave with them. */
type BatchDraft = { readonly cells: readonly Cell[]; readonly observations: readonly Digests[] };
/** Windows that are decided together. */
export type PlanDraft = { readonly windows: readonly Window[]; readonly drafts: readonly BatchDraft[] };

/** Groups judged windows into what is decided together, in their order. Many sparse windows share a batch. */
export function* planDraftsOf(evaluated: readonly EvaluatedWindow[]): Generator<PlanDraft> {
  let group: EvaluatedWindow[] = [];
  let cells = 0;
  for (const one of evaluated) {
    if (group.length === windowsPerPlan || (group.length > 0 && cells + one.leaving.length > cellsPerBatch)) {
      yield draftOf(group);
      group = [];
      cells = 0;
    }
    group.push(one);
    cells += one.leaving.length;
  }
  if (group.length > 0) yield draftOf(group);
}

function draftOf(group: readonly EvaluatedWindow[]): PlanDraft {
  const leaving = group.flatMap((one) => one.leaving);
  return {
    windows: group.map(({ window }) => window),
    drafts: Array.from({ length: Math.ceil(leaving.length / cellsPerBatch) }, (_, at) => {
      const some = leaving.slice(at * cellsPerBatch, (at + 1) * cellsPerBatch);
      return { cells: some.map(({ cell }) => cell), observations: some.map(({ observations }) => observations) };
    }),
  };
}

/** Decides for one epoch, plan after plan: each is carried out before the next. */
export type PlanPublisher = {
  /** Commits a plan: in one transaction its windows are marked as evaluated, and the plan, its batches and the epoch's sums
   *  are stored. @returns its batches, which may be announced, and the observations that are yet to leave with them;
   *  `lost` when another writer has taken over */
  publish(
    draft: PlanDraft,
    at: Instant,
  ): Promise<{ readonly batches: readonly Batch[]; readonly plan: OpenPlan } | "lost">;
  /** Discards observations that can no longer cross. @returns `lost` when another writer has taken over */
  discard(observations: readonly Digests[], sums: Sums): Promise<OpenPlan | "lost">;
};

/** @param epoch as it is stored now @param perPage how many observations are selected, and retired, at a time */
export function planPublisher(
  store: WriterStore,
  { lease }: Pick<LeaseSession, "lease">,
  epoch: Epoch,
  perPage = digestsPerPage,
): PlanPublisher {
  let { lastSequence, published, discarded } = epoch;
  let plans = 0;
  const nextId = () => `${String(lease.fencing).padStart(9, "0")}-${String(++plans).padStart(6, "0")}`;

  /** Selections are written first, and count only once the plan that names them is committed. */
  async function commit(
    plan: Pick<Plan, "windows" | "batches" | "published" | "discarded">,
    selections: Iterable<SelectionPage>,
    accepts: "open" | "closed",
  ): Promise<OpenPlan | "lost"> {
    const name = { epoch: epoch.number, id: nextId() };
    let pages = 0;
    for (const page of selections) await store.select(name, pages++, page);
    if ((await store.commit(lease, { ...plan, ...name, pages, after: lastSequence }, accepts)) === "lost")
      return "lost";
    lastSequence += plan.batches.length;
    ({ published, discarded } = plan);
    return { ...name, pages, retired: 0 };
  }

  return {
    async publish({ windows, drafts }, at) {
      const first = lastSequence + 1;
      const batches = drafts.map(
        ({ cells }, index): Batch => ({ epoch: epoch.number, sequence: first + index, committedAt: at, cells }),
      );
      const sums = batches.reduce((all, { cells }) => addSums(all, sumsOf(cells)), published);
      const leaving = drafts.map(({ observations }, index) => ({ sequence: first + index, observations }));
      const plan = await commit({ windows, batches, published: sums, discarded }, pagesWith(leaving, perPage), "open");
      return plan === "lost" ? "lost" : { batches, plan };
    },
    async discard(observations, sums) {
      const nothing = { windows: [], batches: [], published, discarded: addSums(discarded, sums) };
      return commit(nothing, pagesWith([{ sequence: 0, observations }], perPage), "closed");
    },
  };
}

/** The pages of a plan's selections: each names the batch in which its observations leave. */
function* pagesWith(
  leaving: readonly { readonly sequence: number; readonly observations: readonly Digests[] }[],
  perPage: number,
): Generator<SelectionPage> {
  for (const { sequence, observations } of leaving)
    for (const ids of pagesOf(observations, perPage, parts)) yield { sequence, ids };
}

/**
 * Retires, page by page, the observations that a committed plan selected. As often as it takes: each step may be
 * repeated, and who goes on begins where the last one came to.
 * @returns `unfinished` when the session ended before
 */
export async function executePlan(
  store: WriterStore,
  plan: OpenPlan,
  session: LeaseSession,
): Promise<"finished" | "unfinished"> {
  if (plan.pages === 0) return "finished";
  for (let page = plan.retired; page < plan.pages; page++) {
    if (!(await session.mayContinue())) return "unfinished";
    await store.retire(await store.selection(plan, page));
    if (page + 1 < plan.pages) await store.retiredThrough(plan, page + 1);
  }
  await store.finish(plan);
  return "finished";
}

/**
 * Finishes what an earlier writer of an epoch committed, and forgets what it did not. While a plan is open nothing else
 * may be evaluated, since observations that it selected would count twice: it stays open only when the session is over.
 * @returns how many plans there were
 */
export async function resumePlans(store: WriterStore, epoch: number, session: LeaseSession): Promise<number> {
  const open = await store.openPlans(epoch);
  for (const plan of open) if ((await executePlan(store, plan, session)) === "unfinished") return open.length;
  await store.dropSelections(epoch);
  return open.length;
}
