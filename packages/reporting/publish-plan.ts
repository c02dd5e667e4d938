import type { Instant } from "#kernel/time";
import type { Batch } from "./batch.ts";
import { pagesOf } from "./digests.ts";
import type { Epoch } from "./epoch.ts";
import type { LeaseSession } from "./lease-session.ts";
import { addSums, type Sums } from "./observation.ts";
import { parts } from "./observation-store.ts";
import { type BatchDraft, digestsPerPage, type PlanDraft, sumsOf } from "./plan.ts";
import type { Lease, OpenPlan, SelectionPage, WriterStore } from "./writer-store.ts";

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

/** Batches that may be announced, and the plan by which their observations are yet to leave. */
export type PublishedPlan = { readonly batches: readonly Batch[]; readonly plan: OpenPlan };

/** What commits decisions of one epoch, one after another. Each plan is carried out before the next. */
export type PlanPublisher = {
  /** @returns `lost` when another writer has taken over */
  publish(draft: PlanDraft, at: Instant): Promise<PublishedPlan | "lost">;
  /** Discards observations that can no longer cross. @returns `lost` when another writer has taken over */
  discard(observations: BatchDraft["observations"], sums: Sums): Promise<OpenPlan | "lost">;
};

/** @param epoch as it is stored now @param observationsPerPage how many observations are selected, and retired, at a
 *  time */
export function planPublisher(
  store: WriterStore,
  lease: Lease,
  epoch: Epoch,
  observationsPerPage = digestsPerPage,
): PlanPublisher {
  let { lastSequence, published, discarded } = epoch;
  let plans = 0;
  const nextId = () => `${String(lease.fencing).padStart(9, "0")}-${String(++plans).padStart(6, "0")}`;

  /** Selections are written first, and count only once the plan that names them is committed. */
  async function select(id: string, pages: Iterable<SelectionPage>): Promise<number> {
    let page = 0;
    for (const selections of pages) await store.select({ epoch: epoch.number, id }, page++, selections);
    return page;
  }

  return {
    async publish({ windows, drafts }, at) {
      const id = nextId();
      const batches = drafts.map(({ cells }, index) => ({
        epoch: epoch.number,
        sequence: lastSequence + 1 + index,
        committedAt: at,
        cells,
      }));
      const pages = await select(id, selectionsOf(drafts, lastSequence + 1, observationsPerPage));
      const after = batches.reduce((sums, { cells }) => addSums(sums, sumsOf(cells)), published);
      const plan = {
        epoch: epoch.number,
        id,
        windows,
        batches,
        pages,
        published: after,
        discarded,
        after: lastSequence,
      };
      if ((await store.commit(lease, plan, "open")) === "lost") return "lost";
      lastSequence += batches.length;
      published = after;
      return { batches, plan: { epoch: epoch.number, id, pages, retired: 0 } };
    },
    async discard(observations, sums) {
      const id = nextId();
      const pages = await select(id, selectionsOf([{ observations }], 0, observationsPerPage));
      const after = addSums(discarded, sums);
      const plan = {
        epoch: epoch.number,
        id,
        windows: [],
        batches: [],
        pages,
        published,
        discarded: after,
        after: lastSequence,
      };
      if ((await store.commit(lease, plan, "closed")) === "lost") return "lost";
      discarded = after;
      return { epoch: epoch.number, id, pages, retired: 0 };
    },
  };
}

function* selectionsOf(
  drafts: readonly Pick<BatchDraft, "observations">[],
  firstSequence: number,
  observationsPerPage: number,
): Generator<SelectionPage> {
  for (const [index, { observations }] of drafts.entries())
    for (const ids of pagesOf(observations, observationsPerPage, parts))
      yield { sequence: firstSequence === 0 ? 0 : firstSequence + index, ids };
}
