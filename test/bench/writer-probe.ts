import { getHeapStatistics } from "node:v8";
import { type Instant, plusSeconds } from "#kernel/time";
import { marketByCode } from "#markets/directory";
import { dynamo } from "#platform/dynamo";
import type { Batch } from "#reporting/batch";
import type { WriterRun } from "#reporting/batch-writer";
import { calendarOf } from "#reporting/calendar";
import { dynamoWriterStore } from "#reporting/dynamo-writer-store";
import { batchData } from "#reporting/export-batch";
import { writeBatches } from "#reporting/write-batches";
import type { WriterStore } from "#reporting/writer-store";

/** What the writer is to work on, and for how long. */
export type WriterTask = {
  readonly table: string;
  readonly market: string;
  /** The moment of its first run. */
  readonly now: Instant;
  /** After so many observations its time is up: the others would cost the same. */
  readonly retireAtMost: number;
};
/** What one step of its work cost. */
export type Spent = { readonly processorSeconds: number; readonly seconds: number };
export type WriterMeasured = {
  readonly steps: Readonly<Record<"judging" | "deciding" | "retiring", Spent>>;
  /** Observations that left, and those that stay for a coarser level. */
  readonly retired: number;
  readonly held: number;
  /** The largest batch as it crosses. */
  readonly eventBytes: number;
  readonly peakRss: number;
  readonly peakHeap: number;
  readonly run: WriterRun;
};

/** Long enough for anything: what is to be measured is how long it takes. */
const secondsPerRun = 36_000;

/** Runs the market's writer in this process, over the real stores, and says what it spent. */
async function probe({ table, market: code, now, retireAtMost }: WriterTask) {
  const market = marketByCode(code);
  if (!market) throw new Error(`there is no market ${code}`);
  const started = performance.now();
  let [retired, selected, judged, eventBytes] = [0, 0, 0, 0];
  const clock = () =>
    plusSeconds(now, (performance.now() - started) / 1_000 + (retired < retireAtMost ? 0 : secondsPerRun));
  const steps = { judging: nothing(), deciding: nothing(), retiring: nothing() };
  let peakHeap = 0;
  const look = setInterval(() => {
    peakHeap = Math.max(peakHeap, getHeapStatistics().used_heap_size);
  }, 100);
  let current: keyof typeof steps = "judging";
  let since = mark();
  const begin = (step: keyof typeof steps): void => {
    const spent = process.cpuUsage(since.cpu);
    steps[current].processorSeconds += (spent.user + spent.system) / 1e6;
    steps[current].seconds += (performance.now() - since.at) / 1_000;
    current = step;
    since = mark();
  };
  const store = dynamoWriterStore({ dynamo: dynamo(), table });
  const watched: WriterStore = {
    ...store,
    async *waiting(range, accuracy) {
      begin("judging");
      for await (const observations of store.waiting(range, accuracy)) {
        judged += observations.length;
        yield observations;
      }
    },
    select: (plan, page, selections) => {
      begin("deciding");
      selected += selections.ids.length / 16;
      return store.select(plan, page, selections);
    },
    retire: (selections) => {
      begin("retiring");
      retired += selections.ids.length / 16;
      return store.retire(selections);
    },
  };
  const announce = async (batch: Batch): Promise<void> => {
    eventBytes = Math.max(eventBytes, Buffer.byteLength(JSON.stringify(batchData(market, batch))));
  };
  const service = {
    store: watched,
    rule: market.reporting,
    calendar: calendarOf(market, market.reporting),
    rhythm: market.reporting,
    clock,
    announce,
  };
  const run = await writeBatches(service, plusSeconds(clock(), secondsPerRun));
  begin("judging");
  clearInterval(look);
  const peakRss = process.resourceUsage().maxRSS * 1_024;
  return { steps, retired, held: judged - selected, eventBytes, peakRss, peakHeap, run } satisfies WriterMeasured;
}
const nothing = () => ({ processorSeconds: 0, seconds: 0 });
const mark = () => ({ cpu: process.cpuUsage(), at: performance.now() });

const task = process.argv[2];
if (task) process.send?.(await probe(JSON.parse(task) as WriterTask));
process.disconnect?.();
