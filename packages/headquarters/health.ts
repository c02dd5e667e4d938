import type { Instant } from "#kernel/time";
import { byMarket, lagSeconds, newestOf, type Series } from "./series.ts";

/** Figures older than this, in seconds, are not up to date. */
const tolerableLag = 900;

export type MarketHealth = { readonly lagSeconds: number | null; readonly behind: number };
export type Health = {
  readonly status: "ok" | "behind";
  readonly markets: Readonly<Record<string, MarketHealth>>;
};

/** The markets that may be waited for, as an environment says it: their codes with spaces between. */
export const attachedIn = (codes: string): readonly string[] => codes.split(" ").filter((code) => code !== "");

/** How far the figures of each attached market lag behind, in seconds; `null` for one that was never heard of. */
export const lagOf = (
  series: ReturnType<typeof byMarket>,
  attached: readonly string[],
  now: Instant,
): Readonly<Record<string, number | null>> =>
  Object.fromEntries(attached.map((market) => [market, lagSeconds(series.get(market) ?? [], now) ?? null]));

/** How up to date the figures of the attached markets are. A market that was never heard of is behind. */
export function healthOf(series: readonly Series[], attached: readonly string[], now: Instant): Health {
  const known = byMarket(series);
  const markets = Object.entries(lagOf(known, attached, now)).map(([market, lag]): [string, MarketHealth] => {
    const newest = newestOf(known.get(market) ?? []);
    return [market, { lagSeconds: lag, behind: newest ? Math.max(0, newest.known - newest.through) : 0 }];
  });
  const isBehind = markets.some(([, { lagSeconds: lag }]) => lag === null || lag >= tolerableLag);
  return { status: isBehind ? "behind" : "ok", markets: Object.fromEntries(markets) };
}
