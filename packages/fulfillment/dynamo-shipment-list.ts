import { QueryCommand } from "@aws-sdk/client-dynamodb";
import { isId } from "#kernel/ids";
import type { Instant } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import type { Stored } from "#platform/decide-and-save";
import { fromItem, type Item, readMany, type TableHandle, toValues } from "#platform/dynamo";
import { cursorOf, type Page, readCursor } from "#platform/page";
import { type ShipmentId, shipmentIds } from "./contracts/ids.ts";
import { type Shipment, type ShipmentStatus, shipmentStatuses } from "./shipment.ts";
import { changedAt, listShardNames, shipmentKey, storedIn } from "./shipment-items.ts";
import type { ShipmentFilter } from "./shipment-store.ts";

/** A place in a list, and the shipment that stands there. */
type Entry = { readonly position: string; readonly id: ShipmentId };
/** A page holds fewer shipments than asked for when they are large: an answer must fit in the 6 MB that Lambda hands on,
 *  and a line may weigh 120 bytes there. */
const linesPerPage = 40_000;
/** How many are looked at for one page where what is asked for lies in no index. */
const looked = 1_000;
/** How many are read together. */
const readTogether = 100;
type Asked = { readonly limit: number; readonly after?: string | undefined };

/** One page of shipments. Indexes say which, the items say what; one that changed meanwhile may drop out of its page. */
export async function listShipmentItems(
  handle: TableHandle,
  filter: ShipmentFilter,
  { limit, after }: Asked,
): Promise<Page<Stored<Shipment>> | undefined> {
  const { orderId } = filter;
  const position = after === undefined ? "" : readCursor(after, 1)?.[0];
  if (position === undefined || (after !== undefined && !isPosition(position, orderId))) return undefined;
  const wanted = filter.changedSince === undefined ? limit + 1 : looked;
  const entries =
    orderId === undefined
      ? await entriesByStatus(handle, filter, position, wanted)
      : await entriesOfOrder(handle, orderId, position);
  const isWhole = orderId !== undefined || entries.length < wanted;
  return pageOf(handle, filter, entries, { limit, isWhole });
}

/**
 * The first of these shipments that the filter lets through. A full page ends behind one that it shows, so that no cursor
 * names a shipment of another seller; entries that are not of one order are of the sellers asked for.
 * @param isWhole whether nothing lies behind the entries
 */
async function pageOf(
  handle: TableHandle,
  filter: ShipmentFilter,
  entries: readonly Entry[],
  { limit, isWhole }: { readonly limit: number; readonly isWhole: boolean },
) {
  const items: Stored<Shipment>[] = [];
  let lines = 0;
  let end = "";
  for (let from = 0; from < entries.length; from += readTogether) {
    const slice = entries.slice(from, from + readTogether);
    const found = await read(handle, slice);
    for (const { position, id } of slice) {
      const item = found.get(id);
      const stored = item && storedIn(item);
      if (!stored || !matches(filter, stored, changedAt(item))) continue;
      lines += stored.state.lines.length;
      const full = items.length === limit || (items.length > 0 && lines > linesPerPage);
      if (full) return { items, next: cursorOf([end]) };
      items.push(stored);
      end = position;
    }
  }
  const last = entries.at(-1);
  return { items, next: isWhole || !last ? null : cursorOf([last.position]) };
}

const matches = (
  { sellerIds, status, changedSince }: ShipmentFilter,
  { state: shipment }: Stored<Shipment>,
  changed: Instant,
): boolean =>
  (status === undefined || shipment.status === status) &&
  (sellerIds?.includes(shipment.sellerId) ?? true) &&
  (changedSince === undefined || changed >= changedSince);

async function read(handle: TableHandle, entries: readonly Entry[]): Promise<ReadonlyMap<ShipmentId, Item>> {
  const found = await readMany(
    handle,
    entries.map(({ id }) => ({ table: handle.table, key: shipmentKey(id) })),
  );
  return new Map([...found.values()].map((item) => [fromItem<{ id: ShipmentId }>(item).id, item]));
}

const ofStatus = /^([a-z]+)#[A-Za-z0-9][\x20-\x22\x24-\x7b]{0,63}#(shp_[0-9a-z]{26})$/;

/** Whether a cursor's text is a place in such a list: what reaches the table's key conditions is well formed. */
function isPosition(position: string, orderId: OrderId | undefined): boolean {
  if (orderId !== undefined) return isId(shipmentIds, position);
  const [, status, id] = ofStatus.exec(position) ?? [];
  return id !== undefined && isId(shipmentIds, id) && shipmentStatuses.includes(status as ShipmentStatus);
}

/** All of an order's shipments behind `position`: rarely more than a few. */
async function entriesOfOrder({ dynamo, table }: TableHandle, orderId: OrderId, position: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  let from: Item | undefined;
  do {
    const found = await dynamo.send(
      new QueryCommand({
        TableName: table,
        IndexName: "byOrder",
        KeyConditionExpression: "orderId = :order AND id > :position",
        ExpressionAttributeValues: toValues({ ":order": orderId, ":position": position === "" ? "!" : position }),
        ...(from ? { ExclusiveStartKey: from } : {}),
      }),
    );
    for (const item of found.Items ?? []) {
      const { id } = fromItem<{ id: ShipmentId }>(item);
      entries.push({ position: id, id });
    }
    from = found.LastEvaluatedKey;
  } while (from);
  return entries;
}

/** The first `wanted` entries behind `position`, range after range: a range is the beginning of a key. */
async function entriesByStatus(handle: TableHandle, filter: ShipmentFilter, position: string, wanted: number) {
  const entries: Entry[] = [];
  for (const range of rangesOf(filter)) {
    if (entries.length >= wanted) break;
    if (position > `${range}~`) continue;
    const shards = await Promise.all(
      listShardNames.map((shard) => entriesOfShard(handle, shard, range, position, wanted - entries.length)),
    );
    const merged = shards.flat().sort((left, right) => (left.position < right.position ? -1 : 1));
    entries.push(...merged.slice(0, wanted - entries.length));
  }
  return entries;
}

/** The beginnings of the keys that a filter lets through, in the order of the list. */
export function rangesOf({ status, sellerIds }: Pick<ShipmentFilter, "status" | "sellerIds">): string[] {
  if (status === undefined && sellerIds === undefined) return [""];
  const statuses = status === undefined ? shipmentStatuses : [status];
  const sellers = sellerIds ?? [undefined];
  return statuses
    .flatMap((one) => sellers.map((seller) => (seller === undefined ? `${one}#` : `${one}#${seller}#`)))
    .sort();
}

async function entriesOfShard(
  { dynamo, table }: TableHandle,
  shard: string,
  range: string,
  position: string,
  limit: number,
): Promise<Entry[]> {
  // keys are printable ASCII without `~`, and none begins with another: so a blank behind one is the next place
  const first = position > range ? `${position} ` : range === "" ? " " : range;
  const found = await dynamo.send(
    new QueryCommand({
      TableName: table,
      IndexName: "byStatus",
      KeyConditionExpression: "listShard = :shard AND listKey BETWEEN :first AND :last",
      ExpressionAttributeValues: toValues({ ":shard": shard, ":first": first, ":last": `${range}~` }),
      Limit: limit,
    }),
  );
  return (found.Items ?? []).map((item) => {
    const { listKey } = fromItem<{ listKey: string }>(item);
    return { position: listKey, id: listKey.slice(listKey.lastIndexOf("#") + 1) as ShipmentId };
  });
}
