import type { NodeId, SellerId, Sku } from "#kernel/codes";
import type { Instant } from "#kernel/time";
import type { Transitions } from "#kernel/transitions";
import type { LineUnits } from "#ordering/contracts/fields";
import type { LineId, OrderId } from "#ordering/contracts/ids";
import type { ShipmentId } from "./contracts/ids.ts";

/** What goes into the parcel of one order line. */
export type ShipmentLine = { readonly lineId: LineId; readonly sku: Sku; readonly quantity: number };

/** Who carries it, and since when. `carrier` is one of the market's. */
export type Handover = { readonly carrier: string; readonly trackingNumber?: string; readonly dispatchedAt: Instant };

type Core = {
  readonly id: ShipmentId;
  readonly orderId: OrderId;
  readonly sellerId: SellerId;
  readonly nodeId: NodeId;
  /** Empty only when cancelled. */
  readonly lines: readonly ShipmentLine[];
  /** 1 when planned, one more with every change. */
  readonly version: number;
};

/** Lines of one order that one seller sends from one node. */
export type Shipment =
  | (Core & { readonly status: "planned" })
  | (Core & Handover & { readonly status: "dispatched" })
  | (Core & Handover & { readonly status: "delivered"; readonly deliveredAt: Instant })
  | (Core & { readonly status: "cancelled" });
export type ShipmentStatus = Shipment["status"];
export type PlannedShipment = Extract<Shipment, { readonly status: "planned" }>;

export const shipmentStatuses = ["planned", "dispatched", "delivered", "cancelled"] as const;

/** Which states may follow which; the store turns a row into its write condition. */
export const shipmentTransitions = {
  planned: ["planned", "dispatched", "cancelled"],
  dispatched: ["delivered"],
  delivered: [],
  cancelled: [],
} as const satisfies Transitions<ShipmentStatus>;

export type ShipmentEvent =
  /** So many units of these lines are left in it; of a line that is not named none is. */
  | { readonly type: "lines-withdrawn"; readonly left: readonly LineUnits[] }
  | { readonly type: "shipment-cancelled" }
  | ({ readonly type: "shipment-dispatched"; readonly lines: readonly LineUnits[] } & Handover)
  | { readonly type: "shipment-delivered"; readonly deliveredAt: Instant };

/** Whether the shipment left exactly so. Who does not say when means the time that was recorded. */
export const wasHandedOver = (
  shipment: Shipment,
  stated: { readonly [Part in keyof Handover]?: Handover[Part] | undefined },
): boolean =>
  (shipment.status === "dispatched" || shipment.status === "delivered") &&
  shipment.carrier === stated.carrier &&
  shipment.trackingNumber === stated.trackingNumber &&
  (stated.dispatchedAt === undefined || shipment.dispatchedAt === stated.dispatchedAt);
