import { tell } from "#cli/terminal/outcome";
import type { Call } from "#test/support/dynamodb/metered-calls";
import type { Ground } from "./ground.ts";
import { type Life, liveThrough } from "./lifecycle.ts";
import type { Recorder } from "./recorder.ts";
import type { Part, Table } from "./report.ts";
import { isSandbox } from "./tables.ts";
import { allUnits, type Units, unitsBy, writesOf } from "./units.ts";
import { callsTable, itemsTable } from "./units-itemised.ts";

/** What one order's life called, without the sandbox provider's own tables and without the clock. */
export type RecordedLife = { readonly life: Life; readonly calls: readonly Call[] };

/** Takes orders of different sizes through their lives, one after another, and notes what was called. */
export async function recordLives(ground: Ground, recorder: Recorder, sizes: readonly number[]) {
  const lives: RecordedLife[] = [];
  await liveThrough(ground, 1); // first connections, and secrets that are read once a process
  await recorder.settled();
  let first = 0;
  for (const lines of sizes) {
    tell(`taking an order of ${lines} line${lines === 1 ? "" : "s"} through its life`);
    const life = await liveThrough(ground, lines, first);
    const calls = (await recorder.settled()).filter(({ by }) => !by.endsWith(".schedule"));
    lives.push({ life, calls });
    first += lines; // other things in each, so that what all orders share shows
  }
  return lives;
}

type Partition = { readonly table: string; readonly key: string; readonly units: number };

/** Partitions that every one of these lives wrote to, with the write units of the first: there orders queue up behind
 *  each other. */
export function sharedPartitions(lives: readonly RecordedLife[]): Map<string, Partition> {
  const perLife = lives.map(({ calls }) => {
    const written = new Map<string, Partition>();
    for (const { table, key, units } of calls.flatMap(({ writes }) => writes)) {
      const name = `${table} ${key}`;
      if (!isSandbox(table)) written.set(name, { table, key, units: (written.get(name)?.units ?? 0) + units });
    }
    return written;
  });
  const [first = new Map<string, Partition>(), ...others] = perLife;
  return new Map([...first].filter(([name]) => others.every((other) => other.has(name))));
}

export function unitsPart(market: string, lives: readonly RecordedLife[]): Part {
  const short = (table: string): string => table.replace(`archipelago-${market}-`, "");
  const tables: Table[] = lives.map(({ life, calls }) => ({
    title: `An order of ${life.lines} line${life.lines === 1 ? "" : "s"} in ${life.shipments} shipment${life.shipments === 1 ? "" : "s"}`,
    head: ["table", "reads", "writes", "index writes"],
    rows: [...rowsOf(unitsBy(calls, (_, table) => short(table))), ["all", ...Object.values(allUnits(calls))]],
  }));
  const [one] = lives;
  if (one) tables.push(callsTable(one.calls, short), itemsTable(one.calls, short));
  return {
    name: "requestUnits",
    title: "Request units of one order, from placed to completed",
    how:
      "One order at a time through the deployed functions, with a recorder between them and the emulator. Units are reckoned\n" +
      "by AWS's rules from what was asked and from the items before and after: 1 KiB a write unit, twice in transactions,\n" +
      "4 KiB a read unit, half if eventual, indexes by what changed in them. The sandbox provider's own table, which a real\n" +
      "provider does not need, and the clock's sweeps, which do not depend on orders, are left out.",
    tables,
    budgets: [],
    data: {
      orders: lives.map(({ life, calls }) => ({
        ...life,
        id: undefined,
        units: allUnits(calls),
        tables: Object.fromEntries(unitsBy(calls, (_, table) => short(table))),
        functions: Object.fromEntries(unitsBy(calls, ({ by }) => by)),
        refusedCalls: calls.filter(({ succeeded }) => !succeeded).length,
      })),
    },
  };
}

const rowsOf = (units: ReadonlyMap<string, Units>): (string | number)[][] =>
  [...units]
    .sort(([, left], [, right]) => writesOf(right) - writesOf(left))
    .map(([name, { reads, writes, indexWrites }]) => [name, reads, writes, indexWrites]);
