import { QueryCommand } from "@aws-sdk/client-dynamodb";
import { isId } from "#kernel/ids";
import type { OrderId } from "#ordering/contracts/ids";
import type { Stored } from "#platform/decide-and-save";
import { fromItem, type Item, readMany, type TableHandle, toValues } from "#platform/dynamo";
import { cursorOf, type Page, readCursor } from "#platform/page";
import { type ShipmentId, shipmentIds } from "./contracts/ids.ts";
import { type Shipment, type ShipmentStatus, shipmentStatuses } from "./shipment.ts";
import { listShardNames, shipmentKey, storedIn } from "./shipment-items.ts";
import type { ShipmentFilter } from "./shipment-store.ts";

/** A place in a list, and the shipment that stands there. */
type Entry = { readonly position: string; readonly id: ShipmentId };
/** A page holds fewer shipments than asked for when they are large: an answer must fit in the 6 MB that Lambda hands on,
 *  and a line may weigh 120 bytes there. */
const linesPerPage = 40_000;
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
  const entries =
    orderId === undefined
      ? await entriesByStatus(handle, filter, position, limit + 1)
      : await entriesOfOrder(handle, orderId, position);
  return pageOf(handle, filter, entries, limit);
}

/** The first of these shipments that the filter lets through. A page ends behind one that it shows, so that no cursor
 *  names a shipment of another seller. */
async function pageOf(handle: TableHandle, filter: ShipmentFilter, entries: readonly Entry[], limit: number) {
  const items: Stored<Shipment>[] = [];
  let lines = 0;
  let end = "";
  for (let from = 0; from < entries.length; from += limit) {
    const slice = entries.slice(from, from + limit);
    const found = await read(handle, slice);
    for (const { position, id } of slice) {
      const stored = found.get(id);
      if (!stored || !matches(filter, stored)) continue;
      lines += stored.state.lines.length;
      const full = items.length === limit || (items.length > 0 && lines > linesPerPage);
      if (full) return { items, next: cursorOf([end]) };
      items.push(stored);
      end = position;
    }
    const last = slice.at(-1);
    // these entries are restricted already, and one more than a page was asked for
    if (last && filter.orderId === undefined && entries.length > limit)
      return { items, next: cursorOf([last.position]) };
  }
  return { items, next: null };
}

const matches = ({ sellerIds, status }: ShipmentFilter, { state: shipment }: Stored<Shipment>): boolean =>
  (status === undefined || shipment.status === status) && (sellerIds?.includes(shipment.sellerId) ?? true);

async function read(
  handle: TableHandle,
  entries: readonly Entry[],
): Promise<ReadonlyMap<ShipmentId, Stored<Shipment>>> {
  const found = await readMany(
    handle,
    entries.map(({ id }) => ({ table: handle.table, key: shipmentKey(id) })),
  );
  return new Map([...found.values()].map(storedIn).map((stored) => [stored.state.id, stored]));
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
