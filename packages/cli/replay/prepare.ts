import pMap from "p-map";
import { stockKeyName } from "#kernel/codes";
import type { BarOf } from "../terminal/progress.ts";
import type { Catalogue } from "./catalogue.ts";
import { type Demand, type KeyDemand, keysOf, unitsOf } from "./demand.ts";

/** What a market offers of a demand: keys it does not know, and keys it has fewer units of than are wanted. */
export type Gaps = { readonly unknown: readonly KeyDemand[]; readonly short: ReadonlyMap<string, KeyDemand> };

type Work = { readonly catalogue: Catalogue; readonly workers: number; readonly bar: BarOf };

/** Opens the sellers that are missing, and compares what the market offers with what is wanted. Stocks nothing yet. */
export async function openSellers(demand: Demand, { catalogue, workers, bar }: Work): Promise<Gaps> {
  const unknown: KeyDemand[] = [];
  const short = new Map<string, KeyDemand>();
  const progress = bar("sellers", demand.size);
  await pMap(
    demand.values(),
    async (seller) => {
      const wasThere = await catalogue.open(seller);
      const offered = wasThere ? await catalogue.offered(seller.sellerId) : new Map<string, number>();
      for (const key of seller.keys.values()) {
        const available = offered.get(stockKeyName(key));
        if (available === undefined) unknown.push(key);
        else if (available < unitsOf(key)) short.set(stockKeyName(key), key);
      }
      progress.advance();
    },
    { concurrency: workers },
  );
  progress.finish();
  return { unknown, short };
}

/** Lists and stocks what the market does not know, and adds to the stock of what it has too little of. */
export async function stockUp({ unknown, short }: Gaps, { catalogue, workers, bar }: Work): Promise<void> {
  const scarce = [...short.values()].filter((key) => unitsOf(key) > 0);
  const progress = bar("listings", unknown.length + scarce.length);
  const done = () => progress.advance();
  await pMap(unknown, (key) => catalogue.offer(key).then(done), { concurrency: workers });
  await pMap(scarce, (key) => catalogue.raise(key).then(done), { concurrency: workers });
  progress.finish();
}

/** Takes back what was put on offer for orders that the market refused after all. */
export async function takeBack(refused: Demand, { catalogue, workers }: Work): Promise<void> {
  await pMap(keysOf(refused), (key) => catalogue.takeBack(key), { concurrency: workers });
}
