import { createHash } from "node:crypto";
import type { SellerId } from "#kernel/codes";
import type { DomainEvent } from "#kernel/event";
import { shardOfId } from "#kernel/ids";
import { type Instant, instantOf, millisecondsOf } from "#kernel/time";
import { fromItem, type Item, type Key, toItem } from "#platform/dynamo";
import { outboxOf } from "#platform/outbox";
import type { OrderId } from "./contracts/ids.ts";
import { linesPerPage, pagesOf } from "./lines.ts";
import type { Order, OrderLine, OrderStatus } from "./order.ts";
import type { PersonalData } from "./personal-data.ts";

/** Orders of one state, or due in one stretch of time, are spread over this many index partitions. */
const orderShards = 8;

/** Head, lines, personal data and plan of an order lie together. */
export const orderPartition = (id: OrderId): string => `order#${id}`;
/** The one item that changes: see `order.ts`. */
export const headKey = (id: OrderId): Key => ({ pk: orderPartition(id), sk: "head" });
/** @param page from 0; the names of pages sort as their numbers do */
export const pageKey = (id: OrderId, page: number): Key => ({
  pk: orderPartition(id),
  sk: `lines#${String(page).padStart(3, "0")}`,
});
/** Where all personal data of an order lie, and nothing else. */
export const buyerKey = (id: OrderId): Key => ({ pk: orderPartition(id), sk: "buyer" });
/** A seller's reference to an order that has lines of its own: ids sort by time, so a seller's orders do. */
export const sellerOrderKey = (sellerId: SellerId, id: OrderId): Key => ({ pk: `seller#${sellerId}`, sk: id });
/** Of each external id, who used it: unique per caller, and found for those who do not know the caller. */
export const externalPartition = (externalId: string): string =>
  `external#${createHash("sha256").update(externalId).digest("base64url")}`;
/** @param callerId who used the external id: it is theirs, another caller may use the same */
export const externalKey = (externalId: string, callerId: string): Key => ({
  pk: externalPartition(externalId),
  sk: callerId,
});

const shardOf = (id: OrderId): number => shardOfId(id, orderShards);
const shards = Array.from({ length: orderShards }, (_, shard) => shard);
/** The partitions of the index `due`. */
export const duePartitions = shards.map((shard) => `due#${shard}`);
/** The partitions of the index `all`. */
export const listPartitions = shards.map((shard) => `all#${shard}`);
/** The partitions of the index `byStatus` that hold one state. */
export const statusPartitions = (status: OrderStatus): string[] => shards.map((shard) => `${status}#${shard}`);

/** The head as an item: the order, its place in the indexes, the causes it has heard of, and what the market hears of
 *  this very write.
 *  @param at when it is changed so */
export function headItem(order: Order, seen: ReadonlySet<string>, events: readonly DomainEvent[], at: Instant): Item {
  const { id, recordedAt, ...rest } = order;
  return toItem({
    ...rest,
    ...headKey(id),
    kind: "order",
    orderId: id,
    // with every byte a head is nearer to the kilobyte beyond which all its writes cost twice as much
    ...(recordedAt === order.placedAt ? {} : { recordedAt }),
    ...(at === recordedAt ? {} : { changed: millisecondsOf(at) }),
    statusShard: `${order.status}#${shardOf(id)}`,
    listShard: `all#${shardOf(id)}`,
    ...(order.status === "held" ? { dueShard: `due#${shardOf(id)}` } : {}),
    ...(seen.size > 0 ? { seen } : {}),
    ...outboxOf(events),
  });
}

/** What only the table needs of a head. */
const ofTheTable = ["pk", "sk", "kind", "orderId", "statusShard", "listShard", "dueShard", "outbox", "seen", "changed"];

type HeadItem = Record<string, unknown> & { orderId: OrderId; seen?: ReadonlySet<string>; changed?: number };
/** A head as it lies in the table. `changedAt` is when anything of it changed last. */
export type StoredHead = { readonly state: Order; readonly seen: ReadonlySet<string>; readonly changedAt: Instant };

/** Reads a head. What only the table needs is left behind. */
export function readHead(item: Item): StoredHead {
  const head = fromItem<HeadItem>(item);
  const kept = Object.fromEntries(Object.entries(head).filter(([name]) => !ofTheTable.includes(name)));
  const state = { id: head.orderId, recordedAt: head.placedAt, ...kept } as unknown as Order;
  const changedAt = head.changed === undefined ? state.recordedAt : instantOf(head.changed);
  return { state, seen: head.seen ?? new Set(), changedAt };
}

/** Lines lie in pages as JSON text: they never change, and nothing in the table looks into them. */
export const pageItems = (id: OrderId, lines: readonly OrderLine[]): Item[] =>
  Array.from({ length: pagesOf(lines.length) }, (_, page) =>
    toItem({
      ...pageKey(id, page),
      kind: "order-lines",
      lines: JSON.stringify(lines.slice(page * linesPerPage, (page + 1) * linesPerPage)),
    }),
  );
/** The lines of one page, as they were written. */
export const readPage = (item: Item): OrderLine[] => JSON.parse(fromItem<{ lines: string }>(item).lines) as OrderLine[];

/** All personal data of an order as an item: members that are added to them are kept without a word here. */
export const personalDataItem = (id: OrderId, personalData: PersonalData): Item =>
  toItem({ ...buyerKey(id), kind: "order-buyer", ...personalData });
/** Reads all personal data of an order. @param item `undefined` where they were erased */
export const readPersonalData = (item: Item | undefined): Partial<PersonalData> => {
  if (!item) return {};
  const { pk, sk, kind, ...personalData } = fromItem<Key & { kind: string } & Partial<PersonalData>>(item);
  return personalData;
};
