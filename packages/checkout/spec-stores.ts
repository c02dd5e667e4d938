import { catalogTable } from "#catalog/table";
import type { Availability } from "#inventory/availability";
import { dynamoHoldStore } from "#inventory/dynamo-hold-store";
import { releaseHolds } from "#inventory/release-holds";
import type { StockAddress } from "#inventory/stock-address";
import { stockKey } from "#inventory/stock-items";
import { inventoryTable } from "#inventory/table";
import type { StockKey } from "#kernel/codes";
import { minor } from "#kernel/money";
import { dynamoOrderStore } from "#ordering/dynamo-order-store";
import type { Order, OrderLine } from "#ordering/order";
import { buyerKey } from "#ordering/order-items";
import { orderingTable } from "#ordering/table";
import { memoryTables } from "#test/support/dynamodb/memory-tables";
import { dynamoContext } from "./dynamo-context.ts";
import { dynamoPlacement } from "./dynamo-placement.ts";
import { dynamoReservations } from "./dynamo-reservations.ts";
import { market, nodeIds } from "./spec-checkout.ts";

type StockItem = StockAddress & { readonly kind: string; readonly available: number; readonly held: number };
type HoldItem = StockAddress & { readonly kind: string; readonly orderId: string; readonly quantity: number };
const [ordering, inventory] = [orderingTable.name, inventoryTable.name];

/** The true stores of checkout, on tables in memory. */
export function stores(availabilities: readonly Availability[], titleOf: (key: StockKey) => string = ({ sku }) => sku) {
  const tables = memoryTables([orderingTable, inventoryTable, catalogTable]);
  const { dynamo } = tables;
  for (const { buckets, ...place } of availabilities)
    for (const [bucket, available] of buckets.entries()) {
      const arrangement =
        bucket === 0 ? { activeBuckets: buckets.length, everBuckets: buckets.length, layoutVersion: 1 } : {};
      const item = { ...place, bucket, available, held: 0, kind: "stock", ...arrangement };
      tables.put(inventory, { ...stockKey({ ...place, bucket }), ...item });
    }
  const catalog = {
    read: ({ sellerId, sku }: StockKey) => ({ table: catalogTable.name, key: { pk: sellerId, sk: sku } }),
    find: (key: StockKey) => ({ ...key, title: titleOf(key), category: "toys" as const, price: minor(250) }),
  };
  const where = { dynamo, nodeIds, orderingTable: ordering, inventoryTable: inventory };
  const store = { ...dynamoContext(where, catalog), ...dynamoPlacement(where), ...dynamoReservations(where) };
  const orders = dynamoOrderStore({ dynamo, table: ordering });
  const items = <Item extends { readonly kind: string }>(kind: string): Item[] =>
    tables.all<Item>(inventory).filter((item) => item.kind === kind);
  const stock = (): StockItem[] => items("stock");
  const holds = (): HoldItem[] => items("hold");
  return {
    ...tables,
    ports: { market, store, orders, readPayment: async () => undefined },
    stock,
    holds,
    /** Every order's head. */
    heads: () =>
      tables
        .all<Omit<Order, "id"> & { readonly kind: string; readonly orderId: Order["id"]; readonly outbox?: string }>(
          ordering,
        )
        .filter(({ kind }) => kind === "order"),
    linesOf: async (id: Order["id"]): Promise<readonly OrderLine[]> => (await orders.find(id))?.lines ?? [],
    /** Somebody else buys units of a bucket, or brings some back. @returns how many it were */
    buy(at: StockAddress, units: number): number {
      const found = stock().find((item) => stockKey(item).pk === stockKey(at).pk);
      const bought = Math.min(units, found?.available ?? 0);
      if (found) tables.put(inventory, { ...found, available: found.available - bought });
      return bought;
    },
    /** Units come to where there were none. */
    add: (at: StockAddress, available: number) =>
      tables.put(inventory, {
        ...stockKey(at),
        ...at,
        available,
        held: 0,
        kind: "stock",
        activeBuckets: 1,
        everBuckets: 1,
        layoutVersion: 1,
      }),
    /** Erases an order's personal data. */
    erase: (id: Order["id"]) => tables.remove(ordering, buyerKey(id)),
    /** What inventory does when it hears that an order was refused. */
    release: (id: Order["id"]) =>
      releaseHolds(dynamoHoldStore({ dynamo, table: inventory }), id, { how: "close", cause: `refused ${id}` }),
  };
}
