import { QueryCommand } from "@aws-sdk/client-dynamodb";
import { lowestIdAt } from "#kernel/ids";
import { plusSeconds } from "#kernel/time";
import { fromItem, type Read, readMany, readName, type TableHandle, toValues } from "#platform/dynamo";
import { type OrderId, orderIds } from "./contracts/ids.ts";
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
  type StoredHead,
  statusPartitions,
} from "./order-items.ts";
import type { OrderFilter, OrderList, OrderWithPersonalData } from "./order-store.ts";

/** Sorted runs of order ids: a list is their merge. */
type Run = {
  readonly index?: string;
  readonly partitionKey: string;
  readonly sortKey: string;
  readonly value: string;
  /** No order that is asked for lies below. */
  readonly lowest?: OrderId;
};

/** A page may hold fewer orders than asked for when they are large: an answer must fit in the 6 MB that Lambda hands on,
 *  and a line may weigh 1.2 kB there. */
const linesPerList = 4_000;
/** How often orders are looked through for one answer when a filter leaves little of them: it may then hold few or none,
 *  and its `next` goes on. */
const roundsPerList = 10;
/** How many are looked at together where what is asked for lies in no index. */
const looked = 100;

/** Lists of orders in DynamoDB, newest first. They may be a moment behind. */
export function dynamoOrderList(handle: TableHandle): OrderList {
  return async (filter, { limit, after }) => {
    const chosen: Order[] = [];
    let position = after;
    let weight = 0;
    const together = isSifted(filter) ? Math.max(looked, limit + 1) : limit + 1;
    for (let round = 0; round < roundsPerList; round++) {
      const ids = await newestIds(handle, runsOf(filter), together, position);
      const heads = await readHeads(handle, ids);
      for (const id of ids) {
        const head = heads.get(id);
        const order = head?.state;
        const full = chosen.length === limit || (weight + (order?.lineCount ?? 0) > linesPerList && chosen.length > 0);
        if (full) return { items: await withLines(handle, chosen), next: position ?? null };
        position = id;
        if (!head || !order || !matches(filter, head)) continue;
        chosen.push(order);
        weight += order.lineCount;
      }
      if (ids.length < together) return { items: await withLines(handle, chosen), next: null };
    }
    return { items: await withLines(handle, chosen), next: position ?? null };
  };
}

/** Whether orders are left out by what only their heads say. */
const isSifted = ({ placedBy, placedFrom, placedTo, changedSince }: OrderFilter): boolean =>
  [placedBy, placedFrom, placedTo, changedSince].some((value) => value !== undefined);

/** Whether an order is one of those asked for: indexes may be a moment behind, and do not know all of it. */
function matches(filter: OrderFilter, { state: order, changedAt }: Pick<StoredHead, "state" | "changedAt">): boolean {
  const { status, placedBy, placedFrom, placedTo, changedSince } = filter;
  return (
    (status === undefined || order.status === status) &&
    (placedBy === undefined || order.placedBy === placedBy) &&
    (placedFrom === undefined || order.placedAt >= placedFrom) &&
    (placedTo === undefined || order.placedAt <= placedTo) &&
    (changedSince === undefined || changedAt >= changedSince)
  );
}

/** Orders are recorded when they are placed or later, and ids tell when: what was recorded before was placed before.
 *  An hour is left for clocks that differ. */
const lowestOf = ({ placedFrom }: OrderFilter): Pick<Run, "lowest"> =>
  placedFrom === undefined ? {} : { lowest: lowestIdAt(orderIds, plusSeconds(placedFrom, -3_600)) };

function runsOf(filter: OrderFilter): Run[] {
  const { status, sellerIds, externalId } = filter;
  const inTable = { partitionKey: "pk", sortKey: "sk" };
  if (externalId !== undefined) return [{ ...inTable, value: externalPartition(externalId) }];
  if (sellerIds) return sellerIds.map((id) => ({ ...inTable, ...lowestOf(filter), value: `seller#${id}` }));
  const [index, partitionKey, values] =
    status === undefined ? ["all", "listShard", listPartitions] : ["byStatus", "statusShard", statusPartitions(status)];
  return values.map((value) => ({ index, partitionKey, sortKey: "orderId", ...lowestOf(filter), value }));
}

/** The newest ids after a position, from all runs together. */
async function newestIds(handle: TableHandle, runs: readonly Run[], limit: number, after: string | undefined) {
  const found = await Promise.all(runs.map((run) => newestOfRun(handle, run, limit, after)));
  const ids = [...new Set(found.flat())].filter((id) => after === undefined || id < after);
  return ids.sort((left, right) => (left < right ? 1 : -1)).slice(0, limit);
}

async function newestOfRun({ dynamo, table }: TableHandle, run: Run, limit: number, after: string | undefined) {
  const byCaller = run.value.startsWith("external#"); // few, and sorted by caller instead of by order
  const [lowest, highest] = byCaller ? [undefined, undefined] : [run.lowest, after];
  if (lowest !== undefined && highest !== undefined && highest < lowest) return [];
  const { Items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: table,
      ...(run.index ? { IndexName: run.index } : {}),
      KeyConditionExpression: `${run.partitionKey} = :run${conditionOn(run.sortKey, lowest, highest)}`,
      ExpressionAttributeValues: toValues({
        ":run": run.value,
        ...(lowest === undefined ? {} : { ":lowest": lowest }),
        ...(highest === undefined ? {} : { ":highest": highest }),
      }),
      ScanIndexForward: false,
      // a stretch holds both of its ends, and the higher one was seen before
      ...(byCaller ? {} : { Limit: highest === undefined ? limit : limit + 1 }),
    }),
  );
  return Items.map((item) => fromItem<{ orderId: OrderId }>(item).orderId);
}

/** A key condition takes one comparison: who asks for a stretch gets both of its ends. */
function conditionOn(sortKey: string, lowest: string | undefined, highest: string | undefined): string {
  if (lowest === undefined) return highest === undefined ? "" : ` AND ${sortKey} < :highest`;
  return highest === undefined ? ` AND ${sortKey} >= :lowest` : ` AND ${sortKey} BETWEEN :lowest AND :highest`;
}

async function readHeads(handle: TableHandle, ids: readonly OrderId[]): Promise<ReadonlyMap<OrderId, StoredHead>> {
  const items = await readMany(
    handle,
    ids.map((id) => ({ table: handle.table, key: headKey(id) })),
  );
  return new Map([...items.values()].map(readHead).map((head) => [head.state.id, head]));
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
