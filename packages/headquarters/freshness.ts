import type { Instant } from "#kernel/time";
import { type byMarket, lagSeconds, newestOf } from "./series.ts";

/** Figures older than this, in seconds, are not up to date. */
const tolerableLag = 900;

/** The markets that may be waited for, as an environment says it: their codes with spaces between. */
export const attachedIn = (codes: string): readonly string[] => codes.split(" ").filter((code) => code !== "");

/**
 * How up to date the figures of some markets are, by market. `lag`: since when, in seconds, the centre has not known that
 * it has everything, `null` where it never heard of the market; `behind`: batches that are known of and not shown yet.
 */
export type Freshness = {
  readonly lag: Readonly<Record<string, number | null>>;
  readonly behind: Readonly<Record<string, number>>;
};

/** How up to date the figures of the attached markets are. */
export const freshnessOf = (
  series: ReturnType<typeof byMarket>,
  attached: readonly string[],
  now: Instant,
): Freshness => ({
  lag: Object.fromEntries(attached.map((market) => [market, lagSeconds(series.get(market) ?? [], now) ?? null])),
  behind: Object.fromEntries(
    attached.map((market) => {
      const newest = newestOf(series.get(market) ?? []);
      return [market, newest ? Math.max(0, newest.known - newest.through) : 0];
    }),
  ),
});

/** The markets that were heard of, and of which figures have been missing for too long. */
export const outdatedIn = ({ lag }: Freshness): readonly string[] =>
  Object.entries(lag).flatMap(([market, seconds]) => (seconds !== null && seconds >= tolerableLag ? [market] : []));
