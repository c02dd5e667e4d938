import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { QueryCommand } from "@aws-sdk/client-dynamodb";
import { shipmentIdFor } from "#fulfillment/shipment-id";
import { fulfillmentTable } from "#fulfillment/table";
import { marketTables } from "#infra/tables";
import { inventoryTable } from "#inventory/table";
import { idAs } from "#kernel/ids";
import type { Market } from "#markets/schema";
import type { OrderId } from "#ordering/contracts/ids";
import type { Order, OrderLine } from "#ordering/order";
import { orderingTable } from "#ordering/table";
import { paymentIds } from "#payments/contracts/ids";
import { sandboxTable } from "#payments/sandbox/table";
import { paymentsTable } from "#payments/table";
import { fromItem, readMany, toValues } from "#platform/dynamo";
import { type TableSpec, tableNameOf } from "#platform/table";
import { dynamoOf } from "./local-aws.ts";
import { type Row, rowsOf } from "./table-scan.ts";

type Place = { readonly sellerId: string; readonly sku: string; readonly nodeId: string; readonly bucket: number };
export type StockRow = Place & { readonly available: number; readonly held: number; readonly retired?: true };
export type HoldRow = Place & {
  readonly orderId: string;
  readonly taken: number;
  readonly quantity: number;
  readonly released?: number;
  readonly consumed?: number;
};
export type PaymentRow = {
  readonly status: string;
  readonly terms?: { readonly total: number; readonly captureMode: "deferred" | "immediate" };
  readonly authorised: number;
  readonly captured: number;
  readonly refunded: number;
  readonly uncaptured: number;
};
export type OperationRow = { readonly key: string; readonly state: string; readonly amount: number };
export type AccountRow = Readonly<Record<"authorised" | "captured" | "voided" | "refunded", number>>;
export type ShipmentRow = {
  readonly id: string;
  readonly orderId: string;
  readonly sellerId: string;
  readonly nodeId: string;
  readonly status: string;
  readonly lines: readonly { readonly lineId: string; readonly sku: string; readonly quantity: number }[];
};

/** What a market's tables say of some orders, or of all: read from the tables themselves, past everything of ours. */
export type Books = {
  readonly market: Market;
  readonly orders: Map<string, Order>;
  readonly lines: Map<string, OrderLine[]>;
  readonly holds: HoldRow[];
  readonly stock: StockRow[];
  readonly payments: Map<string, PaymentRow>;
  readonly operations: Map<string, OperationRow[]>;
  readonly accounts: Map<string, AccountRow>;
  readonly shipments: ShipmentRow[];
  /** Outboxes that a relay had to set aside, and no retry has published yet. */
  readonly unpublished: string[];
};

const newBooks = (market: Market): Books => ({
  market,
  orders: new Map(),
  lines: new Map(),
  holds: [],
  stock: [],
  payments: new Map(),
  operations: new Map(),
  accounts: new Map(),
  shipments: [],
  unpublished: [],
});

/** Reads all that a market has: every item of every table. */
export async function allBooks(market: Market): Promise<Books> {
  const books = newBooks(market);
  const dynamo = dynamoOf(market.code);
  for (const spec of marketTables)
    for await (const row of rowsOf(dynamo, tableNameOf(market.code, spec))) enter(books, spec, row);
  for (const lines of books.lines.values()) lines.sort((one, other) => numberOf(one) - numberOf(other));
  return books;
}
const numberOf = ({ lineId }: OrderLine): number => Number(lineId.slice(1));

/** Reads what belongs to these orders, and the stock of what they bought: sellers must be the orders' own. */
export async function booksOf(market: Market, orderIds: readonly string[]): Promise<Books> {
  const books = newBooks(market);
  const dynamo = dynamoOf(market.code);
  const table = (spec: TableSpec) => tableNameOf(market.code, spec);
  await Promise.all(
    ([...new Set(orderIds)] as OrderId[]).flatMap((id) =>
      (
        [
          [orderingTable, `order#${id}`],
          [inventoryTable, `hold#${id}`],
          [paymentsTable, `payment#${id}`],
          [sandboxTable, `payment#${idAs(paymentIds, id)}`],
        ] as const
      ).map(async ([spec, pk]) => {
        for (const row of await partition(dynamo, table(spec), pk)) enter(books, spec, row);
      }),
    ),
  );
  const shipments = new Set<string>();
  const places = new Set<string>();
  for (const [id, lines] of books.lines)
    for (const { sellerId, sku, nodeId } of lines) {
      shipments.add(shipmentIdFor(id as OrderId, { sellerId, nodeId }));
      for (const node of market.nodes) places.add(`${sellerId}#${sku}#${node.id}`);
    }
  const read = async (spec: TableSpec, keys: readonly (readonly [pk: string, sk: string])[]) => {
    const reads = keys.map(([pk, sk]) => ({ table: table(spec), key: { pk, sk } }));
    const rows = [...(await readMany({ dynamo }, reads, "strong")).values()].map((item) => fromItem<Row>(item));
    for (const row of rows) enter(books, spec, row);
    return rows;
  };
  const stock = (place: string, bucket: number) => [`stock#${place}#${bucket}`, "stock"] as const;
  await read(
    fulfillmentTable,
    [...shipments].map((id) => [`shipment#${id}`, "shipment"] as const),
  );
  const first = await read(
    inventoryTable,
    [...places].map((place) => stock(place, 0)),
  );
  const further = first.flatMap(({ pk, everBuckets }) =>
    Array.from({ length: Math.max(0, Number(everBuckets ?? 1) - 1) }, (_, index) =>
      stock(pk.slice("stock#".length, -"#0".length), index + 1),
    ),
  );
  await read(inventoryTable, further);
  return books;
}

async function partition(dynamo: DynamoDBClient, table: string, pk: string): Promise<Row[]> {
  const { Items = [], LastEvaluatedKey } = await dynamo.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: toValues({ ":pk": pk }),
      ConsistentRead: true,
    }),
  );
  if (LastEvaluatedKey) throw new Error(`${pk} is larger than one page`);
  return Items.map((item) => fromItem<Row>(item));
}

function enter(books: Books, spec: TableSpec, row: Row): void {
  const { pk, sk, kind } = row;
  const owner = pk.slice(pk.indexOf("#") + 1);
  const put = <Data>(list: Map<string, Data[]>, ...more: Data[]) =>
    list.set(owner, [...(list.get(owner) ?? []), ...more]);
  if (kind === "order") books.orders.set(owner, { ...row, id: owner } as unknown as Order);
  else if (kind === "order-lines") put(books.lines, ...(JSON.parse(row.lines as string) as OrderLine[]));
  else if (kind === "hold") books.holds.push(row as unknown as HoldRow);
  else if (kind === "stock") books.stock.push(row as unknown as StockRow);
  else if (kind === "payment") {
    const { operations } = row as unknown as { operations: Readonly<Record<string, OperationRow>> };
    books.payments.set(owner, row as unknown as PaymentRow);
    put(books.operations, ...Object.entries(operations).map(([key, operation]) => ({ ...operation, key })));
  } else if (kind === "shipment") books.shipments.push(row as unknown as ShipmentRow);
  else if (spec.name === sandboxTable.name && sk === "account") books.accounts.set(owner, row as unknown as AccountRow);
  else if (kind === "outbox-retry") books.unpublished.push(`${sk} ${row.text}`);
}
