import type { Instant } from "#kernel/time";
import { byMarket, lagSeconds, newestOf, type Series } from "./series.ts";

/** Figures older than this, in seconds, are not up to date. */
const tolerableLag = 900;

export type MarketHealth = { readonly lagSeconds: number | null; readonly behind: number };
export type Health = {
  readonly status: "ok" | "behind";
  readonly markets: Readonly<Record<string, MarketHealth>>;
};

/** How up to date the figures of the attached markets are. A market that was never heard of is behind. */
export function healthOf(series: readonly Series[], attached: readonly string[], now: Instant): Health {
  const known = byMarket(series);
  const markets = attached.map((market): [string, MarketHealth] => {
    const own = known.get(market) ?? [];
    const newest = newestOf(own);
    return [
      market,
      { lagSeconds: lagSeconds(own, now) ?? null, behind: newest ? Math.max(0, newest.known - newest.through) : 0 },
    ];
  });
  const isBehind = markets.some(([, { lagSeconds: lag }]) => lag === null || lag >= tolerableLag);
  return { status: isBehind ? "behind" : "ok", markets: Object.fromEntries(markets) };
}
