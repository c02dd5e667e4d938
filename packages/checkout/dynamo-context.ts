import { readAvailabilities, stockReads } from "#inventory/stock-reads";
import { type NodeId, type StockKey, stockKeyName } from "#kernel/codes";
import type { OrderId } from "#ordering/contracts/ids";
import { externalKey } from "#ordering/order-items";
import { type Dynamo, fromItem, type Item, type Read, readMany, readName } from "#platform/dynamo";
import { type IdempotentRequest, idempotencyRecordKey, replayOf } from "#platform/idempotency";
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
  { request, externalId, keys }: ContextRequest,
): Promise<CheckoutContext> {
  const { dynamo, orderingTable, inventoryTable, nodeIds } = tables;
  const marks = marksOf(orderingTable, request, externalId);
  const stock = stockReads(inventoryTable, nodeIds, keys);
  const found = await readMany({ dynamo }, [...marks, ...keys.map(catalog.read), ...stock]);
  const earlier = earlierIn(found, marks, request);
  if (earlier) return earlier;
  const products = keys.flatMap((key) => {
    const product = catalog.find(key, found);
    return product ? [[stockKeyName(key), product] as const] : [];
  });
  const availabilities = await readAvailabilities({ dynamo, table: inventoryTable }, { nodeIds, keys }, found);
  return { outcome: "new", products: new Map(products), availabilities };
}

async function findExisting(
  { dynamo, orderingTable }: CheckoutTables,
  { request, externalId }: Omit<ContextRequest, "keys">,
): Promise<Earlier | undefined> {
  const marks = marksOf(orderingTable, request, externalId);
  return earlierIn(await readMany({ dynamo }, marks, "strong"), marks, request);
}

/** What an order that was placed before leaves: the record of its command, and its external id. */
function marksOf(table: string, request: IdempotentRequest, externalId: string | undefined): readonly Read[] {
  const record = { table, key: idempotencyRecordKey(request) };
  return externalId === undefined ? [record] : [record, { table, key: externalKey(externalId, request.caller.id) }];
}

function earlierIn(
  found: ReadonlyMap<string, Item>,
  [record, external]: readonly Read[],
  request: IdempotentRequest,
): Earlier | undefined {
  const recorded = record && found.get(readName(record));
  if (recorded) return { outcome: "repeated", reply: replayOf(recorded, request) };
  const taken = external && found.get(readName(external));
  return taken && duplicateOf(taken);
}

/** What an external id says that was used before. */
export const duplicateOf = (externalId: Item) =>
  ({ outcome: "duplicate", orderId: fromItem<{ orderId: OrderId }>(externalId).orderId }) as const;

/** Reads the stock of some keys consistently. */
export async function readStock({ dynamo, inventoryTable, nodeIds }: CheckoutTables, keys: readonly StockKey[]) {
  const first = await readMany({ dynamo }, stockReads(inventoryTable, nodeIds, keys), "strong");
  return readAvailabilities({ dynamo, table: inventoryTable }, { nodeIds, keys }, first, "strong");
}
