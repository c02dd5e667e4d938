import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import type { Saved, Stored } from "#platform/decide-and-save";
import { type Item, type TableHandle, toItem, toValues } from "#platform/dynamo";
import { findReplay, replayOf } from "#platform/idempotency";
import { queryAll } from "#platform/query";
import { transactLabelled } from "#platform/transaction";
import type { OrderId } from "./contracts/ids.ts";
import type { Order, OrderLine } from "./order.ts";
import { buyerKey, headKey, orderPartition, readHead, readPage, readPersonalData } from "./order-items.ts";
import type { CancellableLines, OrderStore } from "./order-store.ts";
import { changeWrites, type OrderChange } from "./order-writes.ts";

/** Orders in the market's `ordering` table. Reads are consistent: what is decided is decided on the newest state. */
export function dynamoOrderStore(handle: TableHandle): OrderStore {
  const save = (change: OrderChange) => saveChange(handle, change);
  const find: OrderStore["find"] = async (id) => {
    const stored = await loadFull(handle, id);
    return stored && { order: stored.state, lines: stored.beside };
  };
  return {
    findHead: async (id) => (await loadHead(handle, id))?.state,
    find,
    findWithPersonalData: async (id) => {
      const [order, buyer] = await Promise.all([find(id), get(handle, toItem(buyerKey(id)))]);
      return order && { ...order, ...readPersonalData(buyer) };
    },
    findReply: (request) => findReplay(handle, request),
    at: (id) => ({ load: () => loadFull(handle, id), save }),
    atWithReasons: (id) => ({ load: () => loadWithReasons(handle, id), save }),
    headAt: (id) => ({ load: () => loadHead(handle, id), save }),
  };
}

async function saveChange({ dynamo, table }: TableHandle, change: OrderChange): Promise<Saved> {
  const written = await transactLabelled(dynamo, changeWrites(table, change));
  if (written.outcome === "written") return "saved";
  const [recorded] = written.refusals.record ?? [];
  return recorded?.item && change.reply
    ? { reply: replayOf(recorded.item, change.reply.request) }
    : "changed-meanwhile";
}

async function loadHead(handle: TableHandle, id: OrderId): Promise<Stored<Order> | undefined> {
  const item = await get(handle, toItem(headKey(id)));
  return item && { ...readHead(item), beside: undefined };
}

/** One consistent query over head and pages; the buyer's item lies before them and the plan behind. */
async function loadFull(handle: TableHandle, id: OrderId): Promise<Stored<Order, readonly OrderLine[]> | undefined> {
  const [head, ...pages] = await queryAll(handle, {
    KeyConditionExpression: "pk = :pk AND sk BETWEEN :head AND :lines",
    ExpressionAttributeValues: toValues({ ":pk": orderPartition(id), ":head": "head", ":lines": "lines#999" }),
    ConsistentRead: true,
  });
  return head && { ...readHead(head), beside: pages.flatMap(readPage) };
}

/** The reasons are read after the head: whoever changes them changes the head, so that a version that still stands at the
 *  write stands for them, too. */
async function loadWithReasons(handle: TableHandle, id: OrderId): Promise<Stored<Order, CancellableLines> | undefined> {
  const full = await loadFull(handle, id);
  if (!full) return undefined;
  const { lineReasons } = readPersonalData(await get(handle, toItem(buyerKey(id))));
  return { ...full, beside: { lines: full.beside, ...(lineReasons ? { lineReasons } : {}) } };
}

async function get({ dynamo, table }: TableHandle, key: Item): Promise<Item | undefined> {
  const { Item } = await dynamo.send(new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true }));
  return Item;
}
