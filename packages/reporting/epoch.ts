import { type Instant, plusSeconds } from "#kernel/time";
import type { Sums } from "./observation.ts";

/** Whether the market and the centre know of each other. */
export type CentralLink = "attached" | "detached";

/** A stretch of time in which the market was attached. Epoch 0 stands for a market that began detached, and is
 *  empty. */
export type Epoch = {
  readonly number: number;
  readonly openedAt: Instant;
  readonly closedAt?: Instant;
  /** The sequence of its newest batch; 0 without any. They begin at 1 and have no holes. */
  readonly lastSequence: number;
  /** The centre has every batch up to this one. */
  readonly acknowledgedThrough: number;
  /** What its batches hold. */
  readonly published: Sums;
  /** What was held when it closed, and will not be sent any more. */
  readonly discarded: Sums;
};
type Span = Pick<Epoch, "number" | "openedAt" | "closedAt">;

/** Before anything that can have happened. */
export const beginningOfTime = "0000-01-01T00:00:00.000Z" as Instant;

/** Seconds for which a reader may rely on the epochs it read. */
export const epochMemorySeconds = 1;
/** A boundary lies this many seconds ahead when it is decided: by then it is written, also on a slow day, and every
 *  reader knows of it, so that all who ask in which epoch something happened get one answer. */
export const epochNoticeSeconds = 10;

/** The epoch in which something happened. @returns `undefined` while the market was detached */
export const epochAt = (epochs: readonly Span[], at: Instant): number | undefined =>
  epochs.find(({ openedAt, closedAt }) => openedAt <= at && (closedAt === undefined || at < closedAt))?.number;

/** An order's steps to being sold. Its own date says nothing here: orders taken over from elsewhere bring an old
 *  one. */
type Sold = { readonly recordedAt: Instant; readonly confirmedAt: Instant };

/**
 * The epoch in which a sale counts: that of its confirmation, if the order came in while the market was attached too.
 * What was ordered in the time between never crosses, however late its money comes.
 */
export const epochOfSale = (epochs: readonly Span[], { recordedAt, confirmedAt }: Sold): number | undefined =>
  epochAt(epochs, recordedAt) === undefined ? undefined : epochAt(epochs, confirmedAt);

/** The epoch in which a correction of a sale counts: that of its own occurrence. One of what never crossed does not
 *  cross. */
export const epochOfCorrection = (epochs: readonly Span[], sold: Sold, at: Instant): number | undefined =>
  epochOfSale(epochs, sold) === undefined ? undefined : epochAt(epochs, at);

/** What has to be written so that the epochs say what the deployment is. */
export type EpochStep =
  | { readonly step: "open"; readonly number: number; readonly at: Instant }
  /** The market begins detached. */
  | { readonly step: "begin-detached" }
  | { readonly step: "close"; readonly number: number; readonly at: Instant };

/** @param epochs oldest first @returns `undefined` when nothing has to change */
export function nextEpochStep(epochs: readonly Span[], link: CentralLink, now: Instant): EpochStep | undefined {
  const last = epochs.at(-1);
  if (!last) return link === "attached" ? { step: "open", number: 1, at: beginningOfTime } : { step: "begin-detached" };
  const notice = plusSeconds(now, epochNoticeSeconds);
  if (last.closedAt === undefined)
    return link === "detached" ? { step: "close", number: last.number, at: notice } : undefined;
  if (link === "detached") return undefined;
  return { step: "open", number: last.number + 1, at: [notice, last.closedAt].sort()[1] ?? notice };
}
