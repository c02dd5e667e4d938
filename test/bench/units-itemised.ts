import type { Call, WriteCost } from "#test/support/dynamodb/metered-calls";
import type { Table } from "./report.ts";
import { total } from "./statistics.ts";
import { isSandbox } from "./tables.ts";
import { unitsBy } from "./units.ts";

type Short = (table: string) => string;

/** What each function asked for, by operation. */
export const callsTable = (calls: readonly Call[], short: Short): Table => ({
  title: "The first of them, by function and operation",
  head: ["function", "operation", "table", "calls", "reads", "writes", "index writes"],
  rows: [...Map.groupBy(calls, ({ by, operation }) => `${by}|${operation}`)].flatMap(([name, group]) => {
    const [by = "", operation = ""] = name.split("|");
    const units = [...unitsBy(group, (_, table) => short(table))];
    if (units.length === 0) {
      const events = total(group.map(({ eventBytes }) => eventBytes.length));
      return events > 0 ? [[by, operation, `${events} event${events === 1 ? "" : "s"}`, group.length, 0, 0, 0]] : [];
    }
    return units.map(([table, { reads, writes, indexWrites }], index) =>
      index === 0
        ? [by, operation, table, group.length, reads, writes, indexWrites]
        : ["", "", table, "", reads, writes, indexWrites],
    );
  }),
});

/** Every item that was written, in the order in which it was: what it weighs, and what makes it dear. A second kilobyte
 *  and a transaction double its units; an index asks for its own. */
export const itemsTable = (calls: readonly Call[], short: Short): Table => ({
  title: "The first of them, item by item",
  head: ["function", "table", "item", "bytes", "how", "writes", "index writes"],
  rows: calls.flatMap(({ by, writes, succeeded }) =>
    writes
      .filter(({ table }) => !isSandbox(table))
      .map(({ table, kind, bytes, how, units, indexUnits }: WriteCost) => {
        return [by, short(table), kind, bytes, succeeded ? how : `${how}, refused`, units, indexUnits];
      }),
  ),
});
