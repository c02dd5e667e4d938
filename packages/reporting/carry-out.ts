import type { Instant } from "#kernel/time";
import { pagesOf } from "./digests.ts";
import type { Epoch } from "./epoch.ts";
import { addSums, type Sums } from "./fact.ts";
import { claimsPerPage, type Decided, type Draft, sumsOf } from "./plan.ts";
import type { Batch, ClaimPage, Lease, OpenPlan, WriterStore } from "./reporting-store.ts";

/** Settles, page by page, the facts that a committed plan claims. As often as it takes: each step may be repeated. */
async function carryOut(store: WriterStore, plan: OpenPlan): Promise<void> {
  for (let page = 0; page < plan.pages; page++) await store.settle(await store.claimed(plan, page));
  await store.finish(plan);
}

/** Finishes what an earlier writer of an epoch committed, and forgets what it did not. */
export async function resume(store: WriterStore, epoch: number): Promise<number> {
  const open = await store.openPlans(epoch);
  for (const plan of open) await carryOut(store, plan);
  await store.dropClaims(epoch);
  return open.length;
}

/** What carries decisions of one epoch out, one after another. */
export type Carrier = {
  /** @returns the batches, or `lost` when another writer has taken over */
  publish(decided: Decided, at: Instant): Promise<readonly Batch[] | "lost">;
  /** Gives facts up that can no longer cross. */
  giveUp(facts: Draft["facts"], sums: Sums): Promise<"committed" | "lost">;
};

/** @param epoch as it is stored now */
export function carrier(store: WriterStore, lease: Lease, epoch: Epoch): Carrier {
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
      const pages = await claim(id, claimsOf(drafts, lastSequence + 1));
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
      if (pages > 0) await carryOut(store, plan);
      return batches;
    },
    async giveUp(facts, sums) {
      const id = nextId();
      const pages = await claim(id, claimsOf([{ facts }], 0));
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
      await carryOut(store, plan);
      return "committed";
    },
  };
}

function* claimsOf(drafts: readonly Pick<Draft, "facts">[], firstSequence: number): Generator<ClaimPage> {
  for (const [index, { facts }] of drafts.entries())
    for (const ids of pagesOf(facts, claimsPerPage))
      yield { sequence: firstSequence === 0 ? 0 : firstSequence + index, ids };
}
