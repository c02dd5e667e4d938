import { createHash } from "node:crypto";
import { TypeID } from "typeid-js";
import type { NodeId, SellerId } from "#kernel/codes";
import type { OrderId } from "#ordering/contracts/ids";
import type { ShipmentId } from "./contracts/ids.ts";

/**
 * The id of what one seller sends from one node for one order. It follows from these three, so planning twice plans the
 * same shipments, and a cancellation finds them by key. It keeps the order's time, so it sorts like the order.
 */
export function shipmentIdFor(
  orderId: OrderId,
  from: { readonly sellerId: SellerId; readonly nodeId: NodeId },
): ShipmentId {
  const digest = createHash("sha256")
    .update(JSON.stringify([orderId, from.sellerId, from.nodeId]))
    .digest("hex");
  const time = TypeID.fromString(orderId).toUUID().replaceAll("-", "").slice(0, 12);
  const variant = "89ab"[Number.parseInt(digest.slice(3, 4), 16) % 4];
  const hex = `${time}7${digest.slice(0, 3)}${variant}${digest.slice(4, 19)}`; // UUIDv7: time, version, variant, the rest
  const uuid = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return TypeID.fromUUID("shp", uuid).toString() as ShipmentId;
}
