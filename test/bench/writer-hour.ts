import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { type Instant, plusSeconds } from "#kernel/time";
import type { Market } from "#markets/schema";
import { type Item, toItem } from "#platform/dynamo";
import { calendarOf } from "#reporting/calendar";
import { beginningOfTime } from "#reporting/epoch";
import { epochItem, slotKey } from "#reporting/reporting-items";
import type { Metered } from "./metered-table.ts";
import type { Sales } from "./simulated-observations.ts";
import type { Spent, WriterMeasured, WriterTask } from "./writer-probe.ts";

const slot = "2026-01-05T12";
/** Some time of that day, in any market's zone; what is said of arrivals is long enough ago for the hour to be due. */
const lastArrival = "2026-01-05T00:00:00.000Z" as Instant;

type Meter = ReadonlyMap<string, Metered>;
export type Measured = WriterMeasured & { readonly observations: number; readonly meter: Meter };

/** One hour of so many observations through the writer, in a process of its own with as much heap as its function
 *  has. */
export async function measureHour(market: Market, observations: number, retireAtMost: number): Promise<Measured> {
  // the hour is due then, its day is not
  const now = plusSeconds(calendarOf(market, market.reporting).endOf(slot), market.reporting.graceSeconds);
  const task: WriterTask = { table: "reporting", market: market.code, now, retireAtMost };
  const { measured, meter } = await inProcess<WriterMeasured>(
    new URL("./writer-probe.ts", import.meta.url),
    task,
    observations,
  );
  if (measured.run.windows !== 1) throw new Error("the writer did not try the hour");
  return { ...measured, observations, meter };
}

/** The reconciliation of a market in which so many observations wait. */
export async function measureReconciliation(observations: number): Promise<Cost> {
  const { measured, meter } = await inProcess<Spent>(
    new URL("./reconciliation-probe.ts", import.meta.url),
    { table: "reporting" },
    observations,
  );
  return perMillion(
    observations,
    [measured],
    sums(meter, () => true),
  );
}

/** Starts a probe over a table in which the observations of an hour wait. */
async function inProcess<Measured>(
  probe: URL,
  task: object,
  observations: number,
): Promise<{ measured: Measured; meter: Meter }> {
  const sales: Sales = { observationsPerHour: observations, buyers: observations, slots: [slot] };
  const epoch = { number: 1, openedAt: beginningOfTime, lastSequence: 0, acknowledgedThrough: 0 };
  const items: Item[] = [
    epochItem({ ...epoch, published: {}, discarded: {} }),
    toItem({ ...slotKey(1, slot), kind: "slot", firstArrival: lastArrival, lastArrival }),
  ];
  const server = child(new URL("./metered-server.ts", import.meta.url), { sales, items });
  try {
    const { endpoint } = await said<{ endpoint: string }>(server);
    const measured = await said<Measured>(child(probe, task, endpoint));
    server.send("how much");
    const { meter } = await said<{ meter: [string, Metered][] }>(server);
    return { measured, meter: new Map(meter) };
  } finally {
    server.disconnect();
  }
}

/** What a step costs for a million observations. */
export type Cost = {
  readonly processor: number;
  readonly reads: number;
  readonly writes: number;
  readonly calls: number;
};

/** Leaving reads and writes observations, page by page of selections; the rest of what was metered is judging and
 *  deciding. */
export function costsOf({ steps, observations, retired, meter }: Measured) {
  const isLeaving = (name: string): boolean => / obs$|GetItem selections$/.test(name);
  const isDropped = (name: string): boolean => name === "DeleteItem selections";
  // pages of selections are dropped in the end, which costs what writing them did; a sample need not come so far
  const pages = sums(meter, (name) => name === "PutItem selections");
  const judging = sums(meter, (name) => !isLeaving(name) && !isDropped(name));
  return {
    judging: perMillion(observations, [steps.judging, steps.deciding], {
      ...judging,
      writes: judging.writes + pages.writes,
      calls: judging.calls + pages.calls,
    }),
    leaving: perMillion(retired, [steps.retiring], sums(meter, isLeaving)),
  };
}

function sums(meter: Meter, isMine: (name: string) => boolean) {
  const sum = { reads: 0, writes: 0, calls: 0 };
  for (const [name, { reads, writes, indexWrites, calls }] of meter) {
    if (!isMine(name)) continue;
    sum.reads += reads;
    sum.writes += writes + indexWrites;
    sum.calls += calls;
  }
  return sum;
}

function perMillion(observations: number, spent: readonly Spent[], sum: ReturnType<typeof sums>): Cost {
  const of = (amount: number): number => (amount * 1e6) / observations;
  const processor = spent.reduce((all, { processorSeconds }) => all + processorSeconds, 0);
  return { processor: of(processor), reads: of(sum.reads), writes: of(sum.writes), calls: of(sum.calls) };
}

/** Starts a file in a process of its own, with no more memory for its heap than a function has. */
function child(file: URL, order: unknown, endpoint?: string): ChildProcess {
  const env = {
    AWS_REGION: "local",
    AWS_ACCESS_KEY_ID: "000000000000",
    AWS_SECRET_ACCESS_KEY: "local",
    ...(endpoint ? { AWS_ENDPOINT_URL: endpoint } : {}),
  };
  const execArgv = ["--max-old-space-size=1500"];
  return fork(fileURLToPath(file), [JSON.stringify(order)], { env, execArgv });
}

async function said<Message>(process: ChildProcess): Promise<Message> {
  const ended = once(process, "exit").then(([code]) => {
    throw new Error(`a process of the benchmark ended with ${code}`);
  });
  const [message] = await Promise.race([once(process, "message"), ended]);
  return message as Message;
}
