import type { DomainEvent } from "#kernel/event";
import { shardOfId } from "#kernel/ids";
import { type Instant, instantOf, millisecondsOf } from "#kernel/time";
import type { Stored } from "#platform/decide-and-save";
import { fromItem, type Item, type Key, toItem } from "#platform/dynamo";
import { outboxOf } from "#platform/outbox";
import type { ShipmentId } from "./contracts/ids.ts";
import type { Shipment, ShipmentStatus } from "./shipment.ts";
import { listShards } from "./table.ts";

/** Where a shipment lies. */
export const shipmentKey = (id: ShipmentId): Key => ({ pk: `shipment#${id}`, sk: "shipment" });

/** Where a shipment stands in lists: by status, then seller, then id. */
export const listKey = ({ status, sellerId, id }: Pick<Shipment, "status" | "sellerId" | "id">): string =>
  `${status}#${sellerId}#${id}`;

export const listShardNames: readonly string[] = Array.from({ length: listShards }, (_, shard) => `shipments#${shard}`);
const shardOf = (id: ShipmentId): string => listShardNames[shardOfId(id, listShards)] ?? "";

/** A shipment as an item. @param events what the market learns of this very write @param at when it is changed so */
export const itemOf = (
  shipment: Shipment,
  seen: ReadonlySet<string>,
  events: readonly DomainEvent[],
  at: Instant,
): Item =>
  toItem({
    ...shipmentKey(shipment.id),
    kind: "shipment",
    ...shipment,
    listShard: shardOf(shipment.id),
    listKey: listKey(shipment),
    changed: millisecondsOf(at),
    seen: seen.size > 0 ? seen : undefined, // DynamoDB has no empty sets
    ...outboxOf(events),
  });

type Row = Key & {
  kind: string;
  listShard: string;
  listKey: string;
  seen?: Set<string>;
  outbox?: string;
  changed: number;
  status: ShipmentStatus;
};

/** When anything of a shipment changed last. */
export const changedAt = (item: Item): Instant => instantOf(fromItem<Pick<Row, "changed">>(item).changed);

export function storedIn(item: Item): Stored<Shipment> {
  const { pk, sk, kind, listShard, listKey, seen, outbox, changed, ...shipment } = fromItem<Row>(item);
  return {
    state: shipment as Omit<Row, keyof Key> as unknown as Shipment,
    seen: seen ?? new Set(),
    beside: undefined,
  };
}
