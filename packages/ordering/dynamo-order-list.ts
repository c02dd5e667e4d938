import { QueryCommand } from "@aws-sdk/client-dynamodb";
import { fromItem, type Read, readMany, readName, type TableHandle, toValues } from "#platform/dynamo";
import type { OrderId } from "./contracts/ids.ts";
import type { Order } from "./order.ts";
import {
  buyerKey,
  externalPartition,
  headKey,
  listPartitions,
  pageKey,
  readHead,
  readPage,
  readPersonalData,
  statusPartitions,
} from "./order-items.ts";
import type { OrderFilter, OrderList, OrderWithPersonalData } from "./order-store.ts";

/** Sorted runs of order ids: a list is their merge. */
type Run = { readonly index?: string; readonly partitionKey: string; readonly sortKey: string; readonly value: string };

/** A page may hold fewer orders than asked for when they are large: an answer must fit in the 6 MB that Lambda hands on,
 *  and a line may weigh 1.2 kB there. */
const linesPerList = 4_000;
/** Pages looked through for one answer when a filter leaves little of each. */
const roundsPerList = 10;

/** Lists of orders in DynamoDB, newest first. They may be a moment behind. */
export function dynamoOrderList(handle: TableHandle): OrderList {
  return async (filter, { limit, after }) => {
    const chosen: Order[] = [];
    let position = after;
    let weight = 0;
    for (let round = 0; round < roundsPerList; round++) {
      const ids = await newestIds(handle, runsOf(filter), limit + 1, position);
      const heads = await readHeads(handle, ids);
      for (const id of ids) {
        const order = heads.get(id);
        const full = chosen.length === limit || (weight + (order?.lineCount ?? 0) > linesPerList && chosen.length > 0);
        if (full) return { items: await withLines(handle, chosen), next: position ?? null };
        position = id;
        if (!order || (filter.status !== undefined && order.status !== filter.status)) continue;
        chosen.push(order);
        weight += order.lineCount;
      }
      if (ids.length <= limit) return { items: await withLines(handle, chosen), next: null };
    }
    return { items: await withLines(handle, chosen), next: position ?? null };
  };
}

function runsOf({ status, sellerIds, externalId }: OrderFilter): Run[] {
  if (externalId !== undefined) return [{ partitionKey: "pk", sortKey: "sk", value: externalPartition(externalId) }];
  if (sellerIds) return sellerIds.map((id) => ({ partitionKey: "pk", sortKey: "sk", value: `seller#${id}` }));
  if (status !== undefined)
    return statusPartitions(status).map((value) => ({
      index: "byStatus",
      partitionKey: "statusShard",
      sortKey: "orderId",
      value,
    }));
  return listPartitions.map((value) => ({ index: "all", partitionKey: "listShard", sortKey: "orderId", value }));
}

/** The newest ids after a position, from all runs together. */
async function newestIds(handle: TableHandle, runs: readonly Run[], limit: number, after: string | undefined) {
  const found = await Promise.all(runs.map((run) => newestOfRun(handle, run, limit, after)));
  const ids = [...new Set(found.flat())].filter((id) => after === undefined || id < after);
  return ids.sort((left, right) => (left < right ? 1 : -1)).slice(0, limit);
}

async function newestOfRun({ dynamo, table }: TableHandle, run: Run, limit: number, after: string | undefined) {
  const byCaller = run.value.startsWith("external#"); // few, and sorted by caller instead of by order
  const older = after !== undefined && !byCaller;
  const { Items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: table,
      ...(run.index ? { IndexName: run.index } : {}),
      KeyConditionExpression: `${run.partitionKey} = :run${older ? ` AND ${run.sortKey} < :after` : ""}`,
      ExpressionAttributeValues: toValues({ ":run": run.value, ...(older ? { ":after": after } : {}) }),
      ScanIndexForward: false,
      ...(byCaller ? {} : { Limit: limit }),
    }),
  );
  return Items.map((item) => fromItem<{ orderId: OrderId }>(item).orderId);
}

async function readHeads(handle: TableHandle, ids: readonly OrderId[]): Promise<ReadonlyMap<OrderId, Order>> {
  const items = await readMany(
    handle,
    ids.map((id) => ({ table: handle.table, key: headKey(id) })),
  );
  return new Map([...items.values()].map((item) => readHead(item).state).map((order) => [order.id, order]));
}

async function withLines(handle: TableHandle, orders: readonly Order[]): Promise<OrderWithPersonalData[]> {
  const readsOf = ({ id, pages }: Order): Read[] =>
    Array.from({ length: pages }, (_, page) => ({ table: handle.table, key: pageKey(id, page) }));
  const buyerRead = ({ id }: Order): Read => ({ table: handle.table, key: buyerKey(id) });
  const items = await readMany(
    handle,
    orders.flatMap((order) => [...readsOf(order), buyerRead(order)]),
  );
  return orders.map((order) => {
    const buyer = items.get(readName(buyerRead(order)));
    return {
      order,
      lines: readsOf(order).flatMap((read) => {
        const page = items.get(readName(read));
        return page ? readPage(page) : [];
      }),
      ...readPersonalData(buyer),
    };
  });
}
