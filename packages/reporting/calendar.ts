import { type Instant, plusSeconds } from "#kernel/time";
import { instantOfLocal, localTime } from "#markets/local-time";
import type { Market } from "#markets/schema";
import { endOf, monthOf, slotOf } from "./period.ts";

/** When figures may leave: market data, which a deployment may shorten to try the system out. */
export type Rhythm = {
  /** The length of the finest window: 3,600 or a divisor of it. */
  readonly windowSeconds: number;
  /** How long a window must have been quiet before it is evaluated. */
  readonly graceSeconds: number;
};

/** Slots, months and their ends, in the market's one reporting zone. */
export type Calendar = {
  /** The slot of a moment: `2017-12-01T14`. */
  slotAt(at: Instant): string;
  /** The month of a moment: `2017-12`. */
  monthAt(at: Instant): string;
  /** The moment at which a slot, day, week or month has ended. An hour that clocks show twice ends with the second.
   *  @throws RangeError for what is no period */
  endOf(period: string): Instant;
};

/** The market's calendar, by the zone in which it reports.
 *  @throws RangeError when slots would not fit into hours: their figures could not be dated */
export function calendarOf(market: Pick<Market, "time">, { windowSeconds }: Pick<Rhythm, "windowSeconds">): Calendar {
  if (windowSeconds < 1 || 3_600 % windowSeconds !== 0)
    throw new RangeError("the finest window must be an hour or a whole part of one");
  const ends = new Map<string, Instant>();
  return {
    slotAt: (at) => slotOf(localTime(market, at), windowSeconds),
    monthAt: (at) => monthOf(localTime(market, at).date),
    endOf(period) {
      const known = ends.get(period);
      if (known) return known;
      const end = instantOfLocal(market, endOf(period, windowSeconds));
      if (!end) throw new RangeError(`${period} is no period`);
      if (ends.size > 20_000) ends.clear();
      ends.set(period, end);
      return end;
    },
  };
}

/** Reads a rhythm from a function's environment. @throws RangeError when it is none */
export function rhythmOf({ WINDOW_SECONDS, GRACE_SECONDS }: { WINDOW_SECONDS: string; GRACE_SECONDS: string }): Rhythm {
  const rhythm = { windowSeconds: Number(WINDOW_SECONDS), graceSeconds: Number(GRACE_SECONDS) };
  if (!Number.isInteger(rhythm.windowSeconds) || !Number.isInteger(rhythm.graceSeconds) || rhythm.graceSeconds < 1)
    throw new RangeError("WINDOW_SECONDS and GRACE_SECONDS are whole seconds");
  return rhythm;
}

/** Whether something that happened at `from` lies at least so many seconds back. */
export const isPast = (from: Instant, seconds: number, now: Instant): boolean => plusSeconds(from, seconds) <= now;

/** A slot without observations is forgotten when nothing arrived for so long: an index is never that far behind. */
export const quietSeconds = (graceSeconds: number): number => Math.max(4 * graceSeconds, 300);
