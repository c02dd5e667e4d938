import { type Instant, millisecondsOf } from "#kernel/time";
import type { SeriesName } from "./batch.ts";

/** How far a series has come. */
export type Series = SeriesName & {
  /** Every batch up to this one is here, counted and shown; 0 for none. */
  readonly through: number;
  /** The newest batch there is, as far as the market has sent or said. */
  readonly known: number;
  readonly firstSeenAt: Instant;
  /** The latest day, in UTC, on which one of the batches up to `through` was written; absent before the first. */
  readonly newestDay?: string;
  /** When the centre last knew that it had everything. */
  readonly completeAt?: Instant;
  /** When a batch came in last, a repeat included. */
  readonly receivedAt?: Instant;
  /** The `receivedAt` that was answered last. */
  readonly answeredFor?: Instant;
  /** The `through` that the market was told last. */
  readonly answeredThrough?: number;
  /** When the market was last asked for what is missing. */
  readonly askedAt?: Instant;
};

/** A market is asked again for what is missing after this many seconds. */
const askAgainSeconds = 600;
/** An answer names this many missing batches at most. */
const mostAskedFor = 100;

/** Whether batches are known to exist that are not here or wait behind a gap. */
export const isIncomplete = ({ through, known }: Pick<Series, "through" | "known">): boolean => known > through;

/**
 * The batches that are missing, lowest first, at most a hundred.
 * @param outOfOrder what is here behind the gap, ascending: complete up to its last entry when it holds
 * `outOfOrderPage` of them
 */
export function missingIn(
  { through, known }: Pick<Series, "through" | "known">,
  outOfOrder: readonly number[],
  outOfOrderPage: number,
): readonly number[] {
  const here = new Set(outOfOrder);
  const end = outOfOrder.length < outOfOrderPage ? known : Math.min(known, outOfOrder.at(-1) ?? known);
  const missing: number[] = [];
  for (let sequence = through + 1; sequence <= end && missing.length < mostAskedFor; sequence++)
    if (!here.has(sequence)) missing.push(sequence);
  return missing;
}

/** The newest series of a market. What an earlier epoch did not bring will never come: its gaps alarm nobody. */
export const newestOf = (series: readonly Series[]): Series | undefined =>
  series.reduce<Series | undefined>((newest, each) => (newest && newest.epoch > each.epoch ? newest : each), undefined);

/** Whether a market is due an answer: a batch came in since the last one, a series advanced since (which may be long
 *  after its batches came in, once a gap was closed), or something is missing and was not asked for lately.
 *  @param missing of its newest series */
export const isAnswerDue = (series: readonly Series[], missing: readonly number[], now: Instant): boolean =>
  series.some(
    ({ receivedAt, answeredFor, through, answeredThrough }) =>
      (receivedAt !== undefined && receivedAt !== answeredFor) || through !== answeredThrough,
  ) ||
  (missing.length > 0 && secondsSince(newestOf(series)?.askedAt, now) >= askAgainSeconds);

/** Since when, in seconds, the centre has not known that it has everything of a market's newest series. */
export function lagSeconds(series: readonly Series[], now: Instant): number | undefined {
  const newest = newestOf(series);
  return newest && Math.floor(secondsSince(newest.completeAt ?? newest.firstSeenAt, now));
}

const secondsSince = (at: Instant | undefined, now: Instant): number =>
  at === undefined ? Number.POSITIVE_INFINITY : Math.max(0, (millisecondsOf(now) - millisecondsOf(at)) / 1_000);

/** Series by market, in the markets' order. */
export const byMarket = (series: readonly Series[]): ReadonlyMap<string, readonly Series[]> =>
  Map.groupBy(series.toSorted(inOrder), ({ market }) => market);

const inOrder = (left: SeriesName, right: SeriesName): number =>
  left.market === right.market ? left.epoch - right.epoch : left.market < right.market ? -1 : 1;
