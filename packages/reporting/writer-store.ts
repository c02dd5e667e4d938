import type { Instant } from "#kernel/time";
import type { Batch } from "./batch.ts";
import type { EpochStore } from "./epoch-store.ts";
import type { Window } from "./level.ts";
import type { Observation, Sums } from "./observation.ts";
import type { ObservationStore } from "./observation-store.ts";

/** A permission to write, for a while. Whoever gets the next one makes this one worthless. */
export type Lease = { readonly fencing: number };

/** What is decided of windows, to be carried out however often the writer falls. */
export type Plan = {
  readonly epoch: number;
  readonly id: string;
  /** Evaluated with this plan. */
  readonly windows: readonly Window[];
  readonly batches: readonly Batch[];
  /** Pages of selected observations, written before. */
  readonly pages: number;
  /** The epoch's sums after it. */
  readonly published: Sums;
  readonly discarded: Sums;
  /** The sequence before it. */
  readonly after: number;
};

/** Observations that one plan selects, 16 bytes each, and the batch they leave in; 0 for those that never will. */
export type SelectionPage = { readonly sequence: number; readonly ids: Uint8Array };
/** A committed plan. Its first `retired` pages need not be looked at again. */
export type OpenPlan = Pick<Plan, "epoch" | "id" | "pages"> & { readonly retired: number };

/** Which waiting observations to read: those of one part in slots `from` to `to`, both included. */
export type WaitingRange = {
  readonly epoch: number;
  readonly part: number;
  readonly from: string;
  readonly to: string;
  /** Observations that nobody wants to hear of. */
  readonly except?: (id: string) => boolean;
};

/** What an observation counts, and where. */
export type Counted = Pick<Observation, "kind" | "slot" | "measures">;

/** What the one writer needs. */
export type WriterStore = Pick<ObservationStore, "windowIndex"> &
  Pick<EpochStore, "epochs"> & {
    /** @returns `undefined` while another holds it */
    lease(now: Instant, until: Instant): Promise<Lease | undefined>;
    /** @returns `false` when it was lost */
    renew(lease: Lease, until: Instant): Promise<boolean>;
    /** Plans that were committed and not finished. */
    openPlans(epoch: number): Promise<readonly OpenPlan[]>;
    /** Waiting observations, page by page. Observations of a moment ago may be missing.
     *  @param accuracy `as-stored` never shows an observation that left, nor an identity that was erased; `indexed` is
     *  cheaper and may, for a moment after */
    waiting(range: WaitingRange, accuracy: "as-stored" | "indexed"): AsyncIterable<readonly Observation[]>;
    /** What waiting observations count, page by page, as `indexed` shows them: without ids and buyers, and cheaper for
     *  it. */
    counted(range: Omit<WaitingRange, "except">): AsyncIterable<readonly Counted[]>;
    /** Writes a page of a plan that is not committed yet. */
    select(plan: Pick<Plan, "epoch" | "id">, page: number, selections: SelectionPage): Promise<void>;
    /** Marks of evaluated windows, plan, batches and the epoch's sums, all or nothing. @returns `lost` when the lease
     *  was, the epoch has closed or somebody else wrote */
    commit(lease: Lease, plan: Plan, accepts: "open" | "closed"): Promise<"committed" | "lost">;
    /** Reads a page of a committed plan. */
    selection(plan: OpenPlan, page: number): Promise<SelectionPage>;
    /** Observations leave: they forget their buyer and wait no more. May be repeated. */
    retire(selections: SelectionPage): Promise<void>;
    /** Notes how many pages of a plan are retired, so that whoever finishes it need not begin anew. */
    retiredThrough(plan: Pick<Plan, "epoch" | "id">, retired: number): Promise<void>;
    /** Forgets a plan and its pages, once all its observations left. */
    finish(plan: OpenPlan): Promise<void>;
    /** Forgets pages of plans that were never committed. Only while no plan is open. */
    dropSelections(epoch: number): Promise<void>;
    /** Forgets slots without observations, unless something arrived since the index was read. */
    forgetSlots(
      epoch: number,
      slots: readonly { readonly slot: string; readonly lastArrival: Instant }[],
    ): Promise<void>;
    /** Forgets that windows were evaluated, which coarser ones say by now. */
    forgetMarks(epoch: number, names: readonly string[]): Promise<void>;
  };
