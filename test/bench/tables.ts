import { marketTables } from "#infra/tables";
import { type TableSpec, tableNameOf } from "#platform/table";

/** A market's tables by their physical names. */
export const tablesOf = (market: string): ReadonlyMap<string, TableSpec> =>
  new Map(marketTables.map((spec) => [tableNameOf(market, spec), spec]));

/** What only the sandbox provider needs: with a real provider none of it is there. */
export const isSandbox = (name: string): boolean => /\bsandbox\b/.test(name);
