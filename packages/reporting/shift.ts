import { type Instant, plusSeconds } from "#kernel/time";
import type { Lease, WriterStore } from "./reporting-store.ts";

/** A writer that falls silent for this long is replaced. */
export const leaseSeconds = 120;
/** A writer that works says so this often. */
const renewSeconds = 30;

/** A writer's turn: it holds the lease until it ends or another takes over, and ends at a time. */
export type Shift = {
  readonly lease: Lease;
  /** Renews the lease when it is time to. @returns `false` once another writer has it: nothing more may be decided */
  holds(): Promise<boolean>;
  /** Whether the lease is held and there is time to begin something. A shift that is over stays so. */
  goesOn(): Promise<boolean>;
};

/** @param until when nothing more is begun */
export function shiftOf(
  store: Pick<WriterStore, "renew">,
  lease: Lease,
  { clock, until }: { readonly clock: () => Instant; readonly until: Instant },
): Shift {
  let renewedAt = clock();
  let isHeld = true;
  let isOver = false;
  async function holds(): Promise<boolean> {
    const now = clock();
    if (!isHeld || now < plusSeconds(renewedAt, renewSeconds)) return isHeld;
    renewedAt = now;
    isHeld = await store.renew(lease, plusSeconds(now, leaseSeconds));
    return isHeld;
  }
  async function goesOn(): Promise<boolean> {
    isOver ||= clock() >= until || !(await holds());
    return !isOver;
  }
  return { lease, holds, goesOn };
}
