import { inParallel } from "../in-parallel.ts";
import type { Api } from "../market-api/api.ts";
import type { FatedOrder } from "../replay/replay.ts";
import type { BarOf } from "../terminal/progress.ts";
import { type Played, playFate } from "./play-fate.ts";

/** How many orders were brought to which end, those included that had come to it before. */
export type Outcomes = {
  readonly cancelled: number;
  readonly dispatched: number;
  readonly delivered: number;
  readonly notPlayed: number;
};

type Work = { readonly api: Api; readonly carrier: string; readonly workers: number; readonly bar: BarOf };

/** Plays the fates of many orders. @param onTrouble hears why one could not be played */
export async function playFates(
  orders: readonly FatedOrder[],
  { api, carrier, workers, bar }: Work,
  onTrouble: (why: string) => void,
): Promise<Outcomes> {
  const counts: Record<Played["kind"], number> = { cancelled: 0, dispatched: 0, delivered: 0, "not-played": 0 };
  const progress = bar("outcomes", orders.length);
  await inParallel(orders, workers, async (order) => {
    const played = await playFate({ api, carrier, patience: 180_000 }, order);
    counts[played.kind] += 1;
    if (played.kind === "not-played") onTrouble(played.why);
    progress.advance();
  });
  progress.finish();
  const { cancelled, dispatched, delivered, "not-played": notPlayed } = counts;
  return { cancelled, dispatched, delivered, notPlayed };
}
