import type { Instant } from "#kernel/time";
import { pagesOf } from "./digests.ts";
import type { Epoch } from "./epoch.ts";
import { addSums, type Sums } from "./observation.ts";
import { claimsPerPage, type Decided, type Draft, sumsOf } from "./plan.ts";
import { type Batch, type ClaimPage, type Lease, type OpenPlan, parts, type WriterStore } from "./reporting-store.ts";
import type { Shift } from "./shift.ts";

/**
 * Settles, page by page, the observations that a committed plan claims. As often as it takes: each step may be
 * repeated, and who goes on begins where the last one came to.
 * @returns `unfinished` when the shift ended before
 */
export async function carryOut(store: WriterStore, plan: OpenPlan, shift: Shift): Promise<"finished" | "unfinished"> {
  for (let page = plan.settled; page < plan.pages; page++) {
    if (!(await shift.goesOn())) return "unfinished";
    await store.settle(await store.claimed(plan, page));
    if (page + 1 < plan.pages) await store.settledThrough(plan, page + 1);
  }
  await store.finish(plan);
  return "finished";
}

/**
 * Finishes what an earlier writer of an epoch committed, and forgets what it did not. While a plan is open nothing else
 * may be tried, since observations that it claims would count twice: it stays open only when the shift is over.
 * @returns how many plans there were
 */
export async function resume(store: WriterStore, epoch: number, shift: Shift): Promise<number> {
  const open = await store.openPlans(epoch);
  for (const plan of open) if ((await carryOut(store, plan, shift)) === "unfinished") return open.length;
  await store.dropClaims(epoch);
  return open.length;
}

/** Batches that may be announced, and the plan by which their observations are yet to leave. */
export type Published = { readonly batches: readonly Batch[]; readonly plan: OpenPlan };

/** What commits decisions of one epoch, one after another. Each plan is carried out before the next. */
export type Carrier = {
  /** @returns `lost` when another writer has taken over */
  publish(decided: Decided, at: Instant): Promise<Published | "lost">;
  /** Gives observations up that can no longer cross. */
  giveUp(observations: Draft["observations"], sums: Sums): Promise<OpenPlan | "lost">;
};

/** @param epoch as it is stored now @param observationsPerPage how many observations are claimed, and settled, at a
 *  time */
export function carrier(store: WriterStore, lease: Lease, epoch: Epoch, observationsPerPage = claimsPerPage): Carrier {
  let { lastSequence, published, neverSent } = epoch;
  let plans = 0;
  const nextId = () => `${String(lease.fencing).padStart(9, "0")}-${String(++plans).padStart(6, "0")}`;

  /** Claims are written first, and count only once the plan that names them is committed. */
  async function claim(id: string, pages: Iterable<ClaimPage>): Promise<number> {
    let page = 0;
    for (const claims of pages) await store.claim({ epoch: epoch.number, id }, page++, claims);
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
      const pages = await claim(id, claimsOf(drafts, lastSequence + 1, observationsPerPage));
      const after = batches.reduce((sums, { cells }) => addSums(sums, sumsOf(cells)), published);
      const plan = {
        epoch: epoch.number,
        id,
        windows,
        batches,
        pages,
        published: after,
        neverSent,
        after: lastSequence,
      };
      if ((await store.commit(lease, plan, "open")) === "lost") return "lost";
      lastSequence += batches.length;
      published = after;
      return { batches, plan: { epoch: epoch.number, id, pages, settled: 0 } };
    },
    async giveUp(observations, sums) {
      const id = nextId();
      const pages = await claim(id, claimsOf([{ observations }], 0, observationsPerPage));
      const after = addSums(neverSent, sums);
      const plan = {
        epoch: epoch.number,
        id,
        windows: [],
        batches: [],
        pages,
        published,
        neverSent: after,
        after: lastSequence,
      };
      if ((await store.commit(lease, plan, "closed")) === "lost") return "lost";
      neverSent = after;
      return { epoch: epoch.number, id, pages, settled: 0 };
    },
  };
}

function* claimsOf(
  drafts: readonly Pick<Draft, "observations">[],
  firstSequence: number,
  observationsPerPage: number,
): Generator<ClaimPage> {
  for (const [index, { observations }] of drafts.entries())
    for (const ids of pagesOf(observations, observationsPerPage, parts))
      yield { sequence: firstSequence === 0 ? 0 : firstSequence + index, ids };
}
