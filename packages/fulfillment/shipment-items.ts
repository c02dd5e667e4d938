import type { DomainEvent } from "#kernel/event";
import { shardOfId } from "#kernel/ids";
import { fromItem, type Item, type Key, toItem } from "#platform/dynamo";
import { outboxOf } from "#platform/outbox";
import type { ShipmentId } from "./contracts/ids.ts";
import type { Shipment, ShipmentStatus } from "./shipment.ts";
import type { Stored } from "./shipment-store.ts";
import { listShards } from "./table.ts";

/** Where a shipment lies. */
export const shipmentKey = (id: ShipmentId): Key => ({ pk: `shipment#${id}`, sk: "shipment" });

/** Where a shipment stands in lists: by status, then seller, then id. */
export const listKey = ({ status, sellerId, id }: Pick<Shipment, "status" | "sellerId" | "id">): string =>
  `${status}#${sellerId}#${id}`;

export const listShardNames: readonly string[] = Array.from({ length: listShards }, (_, shard) => `shipments#${shard}`);
const shardOf = (id: ShipmentId): string => listShardNames[shardOfId(id, listShards)] ?? "";

/** A shipment as an item. @param told what the market hears of this very write */
export const itemOf = ({ shipment, version, seen }: Stored, told: readonly DomainEvent[]): Item =>
  toItem({
    ...shipmentKey(shipment.id),
    kind: "shipment",
    ...shipment,
    listShard: shardOf(shipment.id),
    listKey: listKey(shipment),
    version,
    seen: seen.size > 0 ? seen : undefined, // DynamoDB has no empty sets
    ...outboxOf(told),
  });

type Row = Key & {
  kind: string;
  listShard: string;
  listKey: string;
  version: number;
  seen?: Set<string>;
  outbox?: string;
  status: ShipmentStatus;
};

export function storedIn(item: Item): Stored {
  const { pk, sk, kind, listShard, listKey, version, seen, outbox, ...shipment } = fromItem<Row>(item);
  return { shipment: shipment as Omit<Row, keyof Key> as unknown as Shipment, version, seen: seen ?? new Set() };
}
