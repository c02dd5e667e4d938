import type { Call } from "#test/support/dynamodb/metered-calls";
import { isSandbox } from "./tables.ts";

export type Units = { reads: number; writes: number; indexWrites: number };
const none = (): Units => ({ reads: 0, writes: 0, indexWrites: 0 });
export const writesOf = ({ writes, indexWrites }: Units): number => writes + indexWrites;

/** Request units by a name that calls and tables give: by table, by function or both. */
export function unitsBy(calls: readonly Call[], nameOf: (call: Call, table: string) => string): Map<string, Units> {
  const units = new Map<string, Units>();
  const at = (call: Call, table: string): Units => {
    const name = nameOf(call, table);
    const found = units.get(name) ?? none();
    units.set(name, found);
    return found;
  };
  for (const call of calls) {
    for (const read of call.reads) if (!isSandbox(read.table)) at(call, read.table).reads += read.units;
    for (const write of call.writes) {
      if (isSandbox(write.table)) continue;
      const found = at(call, write.table);
      found.writes += write.units;
      found.indexWrites += write.indexUnits;
    }
  }
  return units;
}

/** All request units of some calls. */
export const allUnits = (calls: readonly Call[]): Units => unitsBy(calls, () => "").get("") ?? none();
