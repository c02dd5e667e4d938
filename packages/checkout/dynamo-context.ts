import { readAvailabilities, stockReads } from "#inventory/stock-reads";
import { type NodeId, type StockKey, stockKeyName } from "#kernel/codes";
import type { OrderId } from "#ordering/contracts/ids";
import { externalKey } from "#ordering/order-items";
import { type Dynamo, fromItem, type Item, type Read, readMany, readName } from "#platform/dynamo";
import { idempotencyRecordKey, replayOf } from "#platform/idempotency";
import type { CheckoutContext, CheckoutStore, ContextRequest, Earlier } from "./checkout-store.ts";
import type { Product } from "./pricing.ts";

/** Where an order and its stock lie. */
export type CheckoutTables = {
  readonly dynamo: Dynamo;
  readonly orderingTable: string;
  readonly inventoryTable: string;
  /** The market's nodes. */
  readonly nodeIds: readonly NodeId[];
};

/** How the catalogue is read along with everything else, in one batch. */
export type Catalog = {
  read(key: StockKey): Read;
  /** @returns `undefined` when it is not listed */
  find(key: StockKey, found: ReadonlyMap<string, Item>): Product | undefined;
};

/** What has to be known before an order is written. */
export const dynamoContext = (tables: CheckoutTables, catalog: Catalog): Omit<CheckoutStore, "place"> => ({
  loadContext: (what) => loadContext(tables, catalog, what),
  findExisting: (what) => findExisting(tables, what),
  readStock: (keys) => readStock(tables, keys),
});

async function loadContext(
  tables: CheckoutTables,
  catalog: Catalog,
  { keys, ...command }: ContextRequest,
): Promise<CheckoutContext> {
  const { dynamo, orderingTable, inventoryTable, nodeIds } = tables;
  const earlier = earlierReads(orderingTable, command);
  const stock = stockReads(inventoryTable, nodeIds, keys);
  const found = await readMany({ dynamo }, [...earlier.reads, ...keys.map(catalog.read), ...stock]);
  const known = earlier.find(found);
  if (known) return known;
  const products = keys.flatMap((key) => {
    const product = catalog.find(key, found);
    return product ? [[stockKeyName(key), product] as const] : [];
  });
  const availabilities = await readAvailabilities({ dynamo, table: inventoryTable }, { nodeIds, keys }, found);
  return { outcome: "new", products: new Map(products), availabilities };
}

async function findExisting({ dynamo, orderingTable }: CheckoutTables, command: Command): Promise<Earlier | undefined> {
  const { reads, find } = earlierReads(orderingTable, command);
  return find(await readMany({ dynamo }, reads, "strong"));
}

type Command = Omit<ContextRequest, "keys">;

/** What an order that was placed before leaves: the record of its command, and its external id. */
function earlierReads(table: string, { request, externalId }: Command) {
  const record: Read = { table, key: idempotencyRecordKey(request) };
  const external = externalId === undefined ? undefined : { table, key: externalKey(externalId, request.caller.id) };
  return {
    reads: external ? [record, external] : [record],
    find(found: ReadonlyMap<string, Item>): Earlier | undefined {
      const recorded = found.get(readName(record));
      if (recorded) return { outcome: "repeated", reply: replayOf(recorded, request) };
      const taken = external && found.get(readName(external));
      return taken && duplicateOf(taken);
    },
  };
}

/** What an external id says that was used before. */
export const duplicateOf = (externalId: Item) =>
  ({ outcome: "duplicate", orderId: fromItem<{ orderId: OrderId }>(externalId).orderId }) as const;

/** Reads the stock of some keys consistently. */
export async function readStock({ dynamo, inventoryTable, nodeIds }: CheckoutTables, keys: readonly StockKey[]) {
  const first = await readMany({ dynamo }, stockReads(inventoryTable, nodeIds, keys), "strong");
  return readAvailabilities({ dynamo, table: inventoryTable }, { nodeIds, keys }, first, "strong");
}
