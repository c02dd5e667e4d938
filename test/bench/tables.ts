import { accessTable } from "#access/table";
import { catalogTable } from "#catalog/table";
import { fulfillmentTable } from "#fulfillment/table";
import { inventoryTable } from "#inventory/table";
import { orderingTable } from "#ordering/table";
import { sandboxTable } from "#payments/sandbox/table";
import { paymentsTable } from "#payments/table";
import type { TableSpec } from "#platform/table";
import { tableNameOf } from "#platform/table";
import { reportingTable } from "#reporting/table";
import { sellersTable } from "#sellers/table";

const specs: readonly TableSpec[] = [
  accessTable,
  catalogTable,
  fulfillmentTable,
  inventoryTable,
  orderingTable,
  paymentsTable,
  reportingTable,
  sandboxTable,
  sellersTable,
];

/** A market's tables by their physical names. */
export const tablesOf = (market: string): ReadonlyMap<string, TableSpec> =>
  new Map(specs.map((spec) => [tableNameOf(market, spec), spec]));

/** What only the sandbox provider needs: with a provider of flesh and blood none of it is there. */
export const isSandbox = (name: string): boolean => /\bsandbox\b/.test(name);
