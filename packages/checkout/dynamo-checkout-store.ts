import { holdWrites, reservationRefusals } from "#inventory/hold-writes";
import { type StockKey, stockKeyName } from "#kernel/codes";
import type { OrderId } from "#ordering/contracts/ids";
import { externalKey } from "#ordering/order-items";
import { changeWrites, firstWrites, pageWrites, sellerOrderWrites } from "#ordering/order-writes";
import { fromItem, type Item, type Read, readMany, readName } from "#platform/dynamo";
import { type IdempotentRequest, idempotencyRecordKey, replayOf } from "#platform/idempotency";
import { transactLabelled, type Write } from "#platform/transaction";
import type {
  CheckoutContext,
  CheckoutStore,
  ContextRequest,
  Earlier,
  Placement,
  PlacementOutcome,
} from "./checkout-store.ts";
import type { CheckoutTables } from "./checkout-tables.ts";
import { keysPerChunk } from "./chunks.ts";
import { distinctKeys } from "./distinct-keys.ts";
import { dynamoReservations } from "./dynamo-reservations.ts";
import { readAvailabilities, stockReads } from "./dynamo-stock-reads.ts";
import { planWrite } from "./plan-items.ts";
import { withdraw, writeAhead } from "./pre-writes.ts";
import type { Product } from "./pricing.ts";

/** How the catalogue is read along with everything else, in one batch. */
export type Catalog = {
  read(key: StockKey): Read;
  /** @returns `undefined` when it is not listed */
  find(key: StockKey, found: ReadonlyMap<string, Item>): Product | undefined;
};

/** The tables of ordering and inventory, written in one transaction. */
export function dynamoCheckoutStore(tables: CheckoutTables, catalog: Catalog): CheckoutStore {
  return {
    ...dynamoReservations(tables),
    loadContext: (what) => loadContext(tables, catalog, what),
    findExisting: (what) => findExisting(tables, what),
    place: (placement) => place(tables, placement),
  };
}

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
  const availabilities = await readAvailabilities({ dynamo, table: inventoryTable }, nodeIds, keys, found, "eventual");
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

const duplicateOf = (external: Item) =>
  ({ outcome: "duplicate", orderId: fromItem<{ orderId: OrderId }>(external).orderId }) as const;

async function place(tables: CheckoutTables, placement: Placement): Promise<PlacementOutcome> {
  const { dynamo, orderingTable, inventoryTable } = tables;
  const { change, personalData, reservations, request, answer } = placement;
  const { state: order, beside: lines } = change.after;
  const first = reservations.slice(0, keysPerChunk);
  const essential = {
    ...changeWrites(orderingTable, { ...change, reply: { request, answer } }),
    ...firstWrites(orderingTable, order, personalData),
    ...holdWrites(inventoryTable, order.id, first, { chunk: 0, at: change.at }),
  };
  const beside: Write[] = [
    ...pageWrites(orderingTable, order.id, lines),
    ...(order.status === "reserving" ? [planWrite(orderingTable, order.id, reservations, change.at)] : []),
    ...sellerOrderWrites(orderingTable, order.id, lines),
  ];
  const { together, ahead } = await writeAhead(dynamo, beside, Object.values(essential).flat().length);
  const written = await transactLabelled(dynamo, { ...essential, together });
  if (written.outcome === "written") return { outcome: "placed" };

  const { head, record, external, ...stock } = written.refusals;
  // this very order: a try that seemed lost was written after all, with what lies ahead of it
  if (head?.[0]?.item) return { outcome: "placed" };
  await withdraw(dynamo, ahead);
  if (record?.[0]?.item) return { outcome: "repeated", reply: replayOf(record[0].item, request) };
  if (external?.[0]?.item) return duplicateOf(external[0].item);
  const { short } = reservationRefusals(first, stock);
  if (short.length === 0) throw new Error("a new order was refused for no known reason");
  return { outcome: "refused", keys: distinctKeys(short.map(({ reservation }) => reservation)) };
}
