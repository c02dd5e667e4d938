import pMap from "p-map";
import type { Api } from "../market-api/api.ts";
import type { EndedOrder } from "../replay/reading.ts";
import type { BarOf } from "../terminal/progress.ts";
import { type Simulated, simulateLifecycle } from "./simulate-lifecycle.ts";

/** How many orders were brought to which end, those included that had come to it before. */
export type Outcomes = {
  readonly cancelled: number;
  readonly dispatched: number;
  readonly delivered: number;
  /** Of those delivered: how many arrived on a day that nobody recorded, so that the market has the time of this run. */
  readonly undated: number;
  readonly notPlayed: number;
};

type Work = { readonly api: Api; readonly carrier: string; readonly workers: number; readonly bar: BarOf };

/** Brings many orders to their final states. @param onTrouble receives why one could not be brought there */
export async function simulateLifecycles(
  orders: readonly EndedOrder[],
  { api, carrier, workers, bar }: Work,
  onTrouble: (why: string) => void,
): Promise<Outcomes> {
  const counts: Record<Simulated["kind"], number> = { cancelled: 0, dispatched: 0, delivered: 0, "not-played": 0 };
  let undated = 0;
  const progress = bar("outcomes", orders.length);
  await pMap(
    orders,
    async (order) => {
      const simulated = await simulateLifecycle({ api, carrier, patience: 180_000 }, order);
      counts[simulated.kind] += 1;
      if (simulated.kind === "delivered" && isUndated(order)) undated += 1;
      if (simulated.kind === "not-played") onTrouble(simulated.why);
      progress.advance();
    },
    { concurrency: workers },
  );
  progress.finish();
  const { cancelled, dispatched, delivered, "not-played": notPlayed } = counts;
  return { cancelled, dispatched, delivered, undated, notPlayed };
}

const isUndated = ({ finalState }: EndedOrder): boolean =>
  finalState.kind === "delivered" && finalState.deliveredAt === undefined;
