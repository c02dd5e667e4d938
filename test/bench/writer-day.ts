import { tell } from "#cli/terminal/outcome";
import { fixedQuotas } from "#infra/quotas";
import type { Market } from "#markets/schema";
import type { Item } from "#platform/dynamo";
import { parts } from "#reporting/observation-store";
import { observationItem } from "#reporting/reporting-items";
import { reportingTable } from "#reporting/table";
import { indexWriteUnits, tableWriteUnits } from "#test/support/dynamodb/request-units";
import { prices } from "./prices.ts";
import type { Part } from "./report.ts";
import { observationAt } from "./simulated-observations.ts";
import { type Cost, costsOf, type Measured, measureHour, measureReconciliation } from "./writer-hour.ts";

const observationsPerSecond = 1_000;
const observationsPerHour = 3_600 * observationsPerSecond;
const observationsPerDay = 24 * observationsPerHour;
/** What the function has: `functions/reporting` and `infra/services/reporting.ts`. */
const has = { memoryMB: 1_769, seconds: 300, apiSeconds: 28 } as const;
/** What services take: an event of EventBridge, an item of DynamoDB. */
const takes = { eventBytes: 256_000, itemBytes: 400_000 } as const;

/** A day of a thousand orders a second through the writer of batches. @param quick a hundredth of an hour only */
export async function measureWriter(market: Market, quick: boolean): Promise<Part> {
  const sample = quick
    ? { observations: observationsPerHour / 100, retired: 20_000 }
    : { observations: observationsPerHour, retired: 200_000 };
  tell(`an hour of ${sample.observations} observations through the writer: minutes`);
  const hour = await measureHour(market, sample.observations, sample.retired);
  const million = costsOf(hour);
  const reconciling = await measureReconciliation(sample.observations / 10);
  const recorded = unitsOfRecording();
  const perHour = (perMillion: number): number => (perMillion * observationsPerHour) / 1e6;
  const perDay = (perMillion: number): number => (perMillion * observationsPerDay) / 1e6;
  const { judging, leaving } = million;
  const processor = judging.processor + leaving.processor;
  const units = judging.writes + leaving.writes;
  const reads = judging.reads + leaving.reads;
  const itemBytes = Math.max(...[...hour.meter.values()].map(({ bytes }) => bytes));
  const limits = {
    judged: (has.seconds / perHour(judging.processor)) * observationsPerSecond,
    left: (3_600 / perHour(processor)) * observationsPerSecond,
    // each observation enters the index once and leaves it once
    indexed: (parts * fixedQuotas.partitionWrites) / 2,
    // a window and the grace time after it wait, when nothing else does
    shown:
      (has.apiSeconds * 1e6) / reconciling.processor / (market.reporting.windowSeconds + market.reporting.graceSeconds),
  };
  return {
    name: "writer",
    title: `A day of ${observationsPerSecond} orders a second through the writer of batches`,
    how: howItWasMeasured(hour),
    tables: [
      {
        title: "For a million observations",
        head: ["step", "processor s", "read units", "write units", "requests"],
        rows: rowsOf(judging, leaving, reconciling, recorded),
      },
      {
        title: `At ${observationsPerSecond} observations a second`,
        head: ["what", "an hour", "a day"],
        rows: [
          ["observations", observationsPerHour, observationsPerDay],
          ["processor seconds of the writer", perHour(processor), perDay(processor)],
          ["read units", perHour(reads), perDay(reads)],
          ["write units", perHour(units), perDay(units)],
          [
            `these units in ${prices.region}, USD`,
            ...[perHour, perDay].map((of) => of(reads) * prices.readUnits.usd + of(units) * prices.writeUnits.usd),
          ],
          ["cells", hour.run.cells, 24 * hour.run.cells],
          ["batches", hour.run.batches, 24 * hour.run.batches],
        ],
      },
      {
        title: "What gives out first; processor time is that of this machine",
        head: ["limit", "observations a second of one market"],
        rows: [
          ["an hour is judged within one run", Math.floor(limits.judged)],
          ["an hour's observations leave before the next hour's", Math.floor(limits.left)],
          ["the index takes observations and gives them back, by the quota of its partitions", limits.indexed],
          ["GET /reconciliation answers in time", Math.floor(limits.shown)],
        ],
      },
    ],
    budgets: [
      {
        what: "writer: an hour is judged within a run",
        measured: perHour(judging.processor),
        limit: has.seconds,
        unit: "s",
      },
      {
        what: "writer: processor time for an hour's observations",
        measured: perHour(processor),
        limit: 3_600,
        unit: "s",
      },
      { what: "writer: memory at its highest", measured: hour.peakRss / 1e6, limit: has.memoryMB, unit: "MB" },
      {
        what: "writer: largest batch as an event",
        measured: hour.eventBytes / 1_000,
        limit: takes.eventBytes / 1_000,
        unit: "kB",
      },
      { what: "writer: largest item", measured: itemBytes / 1_000, limit: takes.itemBytes / 1_000, unit: "kB" },
    ],
    data: {
      observationsPerSecond,
      hour: { ...hour, meter: Object.fromEntries(hour.meter) },
      million,
      reconciling,
      recorded,
      limits,
    },
  };
}

const howItWasMeasured = ({ observations, retired, held, peakHeap, peakRss }: Measured): string =>
  `${observations.toLocaleString("en-GB")} simulated observations of one hour and about as many buyers wait in a table of this machine, which answers\n` +
  "over HTTP from another process; the writer, its stores and the SDK are the deployed ones. All observations are judged and\n" +
  `selected in one run, ${retired.toLocaleString("en-GB")} of them leave, the others would cost the same; days are 24 such hours, without the few observations\n` +
  `that are held for coarser levels (${held} here). Units are reckoned from the sizes of items. Processor time is user and system of\n` +
  "all threads, with HTTP and without TLS. A run waits besides: some ten milliseconds for each of its pages, one after another.\n" +
  `Memory at its highest: ${Math.round(peakRss / 1e6)} MB resident, ${Math.round(peakHeap / 1e6)} MB of heap.`;

type Recording = { readonly writes: number; readonly indexWrites: number };
/** What recording a million observations writes, from the sizes of their items; and that they leave for as much. */
function unitsOfRecording(): Recording {
  const sales = { observationsPerHour: 1_000, buyers: 1_000, slots: ["2026-01-05T12"] };
  let [writes, indexWrites] = [0, 0];
  for (let index = 0; index < 1_000; index++) {
    const item: Item = observationItem(observationAt(index, sales), 1);
    writes += tableWriteUnits(undefined, item, "plain") * 1_000;
    indexWrites += indexWriteUnits(reportingTable, undefined, item) * 1_000;
  }
  return { writes, indexWrites };
}

const rowsOf = (judging: Cost, leaving: Cost, reconciling: Cost, { writes, indexWrites }: Recording) => [
  ["recording (another function)", "–", 0, writes + indexWrites, 1e6],
  ["judging and deciding", judging.processor, judging.reads, judging.writes, judging.calls],
  ["leaving", leaving.processor, leaving.reads, leaving.writes, leaving.calls],
  [
    "GET /reconciliation while they wait",
    reconciling.processor,
    reconciling.reads,
    reconciling.writes,
    reconciling.calls,
  ],
];
