import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import type { Decision } from "#kernel/decision";
import { eventIds } from "#kernel/event";
import { newId } from "#kernel/ids";
import { attemptsUnderContention, ContentionError, pause } from "#platform/contention";
import { type Item, type TableHandle, toItem, toValues } from "#platform/dynamo";
import { findReplay, idempotencyWrite, replayOf } from "#platform/idempotency";
import { queryAll } from "#platform/query";
import { transact } from "#platform/transaction";
import type { OrderId } from "./contracts/ids.ts";
import type { Order, OrderLine } from "./order.ts";
import { changedOrder, type Recording } from "./order-change-writes.ts";
import type { OrderEvent } from "./order-event.ts";
import { buyerKey, headKey, orderPartition, readHead, readPage, readPersonal } from "./order-items.ts";
import type { Cause, Changed, FullOrder, OrderStore, Reply } from "./order-store.ts";

type Loaded = FullOrder & { readonly seen: ReadonlySet<string> };
type Decide<Rejection> = (order: Order, lines: readonly OrderLine[]) => Decision<OrderEvent, Rejection>;

/** Orders in DynamoDB. Reads are consistent: what is decided is decided on the newest state. */
export function dynamoOrderStore(handle: TableHandle): OrderStore {
  const head = (id: OrderId) => loadHead(handle, id);
  const full = (id: OrderId) => loadFull(handle, id);
  return {
    findHead: async (id) => (await head(id))?.order,
    find: full,
    findWithBuyer: async (id) => {
      const [order, buyer] = await Promise.all([full(id), get(handle, toItem(buyerKey(id)))]);
      return order && { ...order, ...readPersonal(buyer) };
    },
    change: async (id, cause, decide, reply) => {
      const earlier = reply && (await findReplay(handle, reply.request));
      return earlier ? { outcome: "repeated", reply: earlier } : change(handle, () => full(id), cause, decide, reply);
    },
    changeHead: (id, cause, decide) => change(handle, () => head(id), cause, decide, undefined),
  };
}

async function change<Rejection>(
  { dynamo, table }: TableHandle,
  load: () => Promise<Loaded | undefined>,
  cause: Cause,
  decide: Decide<Rejection>,
  reply: Reply | undefined,
): Promise<Changed<Rejection>> {
  for (let attempt = 1; attempt <= attemptsUnderContention; attempt++) {
    const loaded = await load();
    if (!loaded) return { outcome: "not-found" };
    const { order, lines, seen } = loaded;
    if (cause.id !== undefined && seen.has(cause.id)) return { outcome: "unchanged", order, lines };
    const decision = decide(order, lines);
    if (decision.outcome === "rejected") return decision;
    const changes = decision.events.length > 0;
    const { next, writes } = changes
      ? changedOrder(table, order, decision.events, recordingOf(cause, seen))
      : { next: order, writes: [] };
    const record = reply ? [idempotencyWrite(table, reply.request, reply.answer(next, lines), cause.at)] : [];
    const outcome =
      writes.length + record.length === 0
        ? ({ outcome: "written" } as const)
        : await transact(dynamo, [...writes, ...record]);
    if (outcome.outcome === "written") return { outcome: changes ? "changed" : "unchanged", order: next, lines };
    const first = reply && outcome.refusals.find(({ index }) => index >= writes.length)?.item;
    if (first) return { outcome: "repeated", reply: replayOf(first, reply.request) };
    await pause(attempt); // somebody else changed the order: decide again on what it is now
  }
  throw new ContentionError("the order is changed too often");
}

const recordingOf = (cause: Cause, seen: ReadonlySet<string>): Recording => ({
  at: cause.at,
  nextId: () => newId(eventIds),
  seen: cause.id === undefined ? seen : new Set([...seen, cause.id]),
});

async function loadHead(handle: TableHandle, id: OrderId): Promise<Loaded | undefined> {
  const item = await get(handle, toItem(headKey(id)));
  return item && { ...readHead(item), lines: [] };
}

/** One consistent query over head and pages; the buyer's item lies before them and the plan behind. */
async function loadFull(handle: TableHandle, id: OrderId): Promise<Loaded | undefined> {
  const [head, ...pages] = await queryAll(handle, {
    KeyConditionExpression: "pk = :pk AND sk BETWEEN :head AND :lines",
    ExpressionAttributeValues: toValues({ ":pk": orderPartition(id), ":head": "head", ":lines": "lines#999" }),
    ConsistentRead: true,
  });
  return head && { ...readHead(head), lines: pages.flatMap(readPage) };
}

async function get({ dynamo, table }: TableHandle, key: Item): Promise<Item | undefined> {
  const { Item } = await dynamo.send(new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true }));
  return Item;
}
