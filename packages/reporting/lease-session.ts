import { type Instant, plusSeconds } from "#kernel/time";
import type { Lease, WriterStore } from "./writer-store.ts";

/** A writer that falls silent for this long is replaced. */
export const leaseSeconds = 120;
/** A writer that works says so this often. */
const renewSeconds = 30;

/** One run under a lease: it holds the lease until it ends or another takes over, and ends at a time. */
export type LeaseSession = {
  readonly lease: Lease;
  /** Renews the lease when it is time to. @returns `false` once another writer has it: nothing more may be decided */
  isHeld(): Promise<boolean>;
  /** Whether the lease is held and there is time to begin something. A session that is over stays so. */
  mayContinue(): Promise<boolean>;
};

/** Begins a session under a lease that was just taken. @param until when nothing more is begun */
export function leaseSession(
  store: Pick<WriterStore, "renew">,
  lease: Lease,
  { clock, until }: { readonly clock: () => Instant; readonly until: Instant },
): LeaseSession {
  let renewedAt = clock();
  let held = true;
  let isOver = false;
  async function isHeld(): Promise<boolean> {
    const now = clock();
    if (!held || now < plusSeconds(renewedAt, renewSeconds)) return held;
    renewedAt = now;
    held = await store.renew(lease, plusSeconds(now, leaseSeconds));
    return held;
  }
  async function mayContinue(): Promise<boolean> {
    isOver ||= clock() >= until || !(await isHeld());
    return !isOver;
  }
  return { lease, isHeld, mayContinue };
}
