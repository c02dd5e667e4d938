import { performance } from "node:perf_hooks";
import pMap from "p-map";
import { instantOf } from "#kernel/time";
import type { Market } from "#markets/schema";
import type { Api } from "../market-api/api.ts";
import type { BarOf } from "../terminal/progress.ts";
import { catalogue as catalogueOf } from "./catalogue.ts";
import { count, type Demand } from "./demand.ts";
import type { Wanted } from "./order-request.ts";
import { ask, place } from "./place.ts";
import { openSellers, stockUp, takeBack } from "./prepare.ts";
import type { Reading } from "./reading.ts";
import { inRound, rounds } from "./rounds.ts";
import { type Listeners, refusalIn, settling } from "./settling.ts";
import { type Tally, tallying } from "./tally.ts";

export type ReplayOf = Listeners & {
  /** Reads the source from its beginning; it is read several times rather than kept. */
  readonly readings: () => AsyncIterable<Reading>;
  readonly market: Market;
  readonly api: Api;
  /** Orders in flight at once. */
  readonly workers: number;
  readonly bar: BarOf;
  /** Units to have on offer beyond what the orders take. */
  readonly spare?: readonly Wanted[];
};

/**
 * Carries orders into a market. Each is asked for before anything is put on offer for it, so the market judges first;
 * then the sellers, listings and stock of those that it would take, then these orders. It may be broken off and run
 * again at any point: no order is placed twice.
 */
export async function replay(run: ReplayOf): Promise<Tally> {
  const { readings, market, api, workers, bar, spare = [] } = run;
  const catalogue = catalogueOf(api);
  const work = { catalogue, workers, bar };
  const placing = { api, market, since: instantOf(Date.now()), catalogue };
  const tally = tallying(market.currency);
  let sending = 0;

  const record = settling(tally, run);
  /** Goes through lines, many at once. */
  const through = async (label: string, total: number, lines: AsyncIterable<Reading>, each: Handle): Promise<void> => {
    const progress = bar(label, total);
    const started = performance.now();
    const step = (line: Reading) => each(line).then(() => progress.advance());
    await pMap(lines, step, { concurrency: workers });
    progress.finish();
    sending += performance.now() - started;
  };

  const sizes = await rounds(readings());
  for (const [index, size] of sizes.entries()) {
    const lines = () => inRound(readings(), index + 1);
    const demand: Demand = new Map();
    if (index === 0) count(demand, spare);
    const waiting = new Set<number>();
    await through("asking", size, lines(), async (line) => {
      const { reading } = line;
      if (reading.outcome === "rejected") return record(line, refusalIn(reading));
      const asked = await ask(placing, reading);
      if (asked.kind !== "wanting") return record(line, asked);
      waiting.add(line.number);
      count(demand, reading.wanted);
    });
    await stockUp(await openSellers(demand, work), work);
    const refused: Demand = new Map();
    await through("orders", waiting.size, only(lines(), waiting), async (line) => {
      if (line.reading.outcome === "rejected") return;
      const placed = await place(placing, line.reading);
      if (placed.kind === "rejected") count(refused, line.reading.wanted);
      record(line, placed);
    });
    await takeBack(refused, work);
  }
  return tally.result(sending / 1000);
}

type Handle = (line: Reading) => Promise<void>;

async function* only(lines: AsyncIterable<Reading>, numbers: ReadonlySet<number>): AsyncGenerator<Reading> {
  if (numbers.size === 0) return;
  for await (const line of lines) if (numbers.has(line.number)) yield line;
}
