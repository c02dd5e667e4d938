import { type Instant, plusSeconds } from "#kernel/time";
import { discardHeld } from "./discard-held.ts";
import type { CentralLink } from "./epoch.ts";
import type { EpochStore } from "./epoch-store.ts";
import { keepEpochAndWait } from "./keep-epoch.ts";
import { type LeaseSession, leaseSeconds, leaseSession } from "./lease-session.ts";
import { resumePlans } from "./plan-publisher.ts";
import { type BatchWriter, quietSeconds, type Written, writeDue } from "./write-due.ts";

/** What a run did. Absent from a run that found another at work: `lagSeconds`, since it looked at no window. */
export type WriterRun = Omit<Written, "lagSeconds"> & {
  /** Plans of earlier runs that were found open. */
  readonly resumed: number;
  /** Observations of closed epochs that were discarded. */
  readonly discarded: number;
  readonly lagSeconds?: number;
};
const nothing: WriterRun = { windows: 0, batches: 0, cells: 0, resumed: 0, discarded: 0 };

/** Windows are begun for so long; what is begun has a minute more until the function's time is up. */
const secondsPerRun = 240;

/** One run of the writer, as the clock starts it: the epochs are made to say what the deployment is, then what is due is
 *  written. @param link whether this deployment of the market knows of the centre */
export async function runWriter(
  writer: BatchWriter,
  at: { readonly epochs: Pick<EpochStore, "epochs" | "take">; readonly link: CentralLink; readonly now: Instant },
): Promise<WriterRun> {
  await keepEpochAndWait(at.epochs, at.link, at.now);
  return writeBatches(writer, plusSeconds(at.now, secondsPerRun));
}

/**
 * Evaluates every window whose time has come, finest first, and publishes what may leave. What is not done by `until` is
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
  const now = clock();
  const epochs = await store.epochs();
  let discarded = 0;
  for (const epoch of epochs.filter(({ closedAt }) => closedAt !== undefined && closedAt <= now))
    discarded += await discardHeld(store, { session, epoch, now, quietSeconds: quietSeconds(rhythm.graceSeconds) });
  const open = epochs.at(-1);
  if (!open || open.closedAt !== undefined) return { ...nothing, discarded, lagSeconds: 0 };
  // nothing is evaluated before earlier plans are finished: a session that is over by then stays so
  const resumed = await resumePlans(store, open.number, session);
  return { ...nothing, discarded, resumed, ...(await writeDue(writer, session, open)) };
}
