import type { NodeId, SellerId, Sku } from "#kernel/codes";
import { accept, type Decision, reject } from "#kernel/decision";
import type { Instant } from "#kernel/time";
import { mayBecome, type Transitions } from "#kernel/transitions";
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
};

/** Lines of one order that one seller sends from one node. */
export type Shipment =
  | (Core & { readonly status: "planned" })
  | (Core & Handover & { readonly status: "dispatched" })
  | (Core & Handover & { readonly status: "delivered"; readonly deliveredAt: Instant })
  | (Core & { readonly status: "cancelled" });
export type ShipmentStatus = Shipment["status"];

export const shipmentStatuses = ["planned", "dispatched", "delivered", "cancelled"] as const;

/** Which states may follow which; the store turns a row into its write condition. */
export const transitions = {
  planned: ["planned", "dispatched", "cancelled"],
  dispatched: ["delivered"],
  delivered: [],
  cancelled: [],
} as const satisfies Transitions<ShipmentStatus>;

export type ShipmentEvent =
  | { readonly type: "lines-withdrawn"; readonly lineIds: readonly LineId[] }
  | { readonly type: "shipment-cancelled" }
  | ({ readonly type: "shipment-dispatched"; readonly lineIds: readonly LineId[] } & Handover)
  | { readonly type: "shipment-delivered"; readonly deliveredAt: Instant };

export type WithdrawalRejection = { readonly code: "already-dispatched"; readonly lineIds: readonly LineId[] };
export type DispatchRejection = { readonly code: "not-dispatchable"; readonly status: ShipmentStatus };
export type DeliveryRejection =
  | { readonly code: "not-dispatched"; readonly status: "planned" | "cancelled" }
  | { readonly code: "before-dispatch"; readonly dispatchedAt: Instant };

/**
 * Takes cancelled lines out of a shipment; one that is left empty is cancelled. Lines it does not have are no error:
 * an order's cancellation names the lines of all its shipments.
 */
export function withdraw(
  shipment: Shipment,
  cancelled: ReadonlySet<string>,
): Decision<ShipmentEvent, WithdrawalRejection> {
  const lineIds = shipment.lines.map(({ lineId }) => lineId).filter((lineId) => cancelled.has(lineId));
  if (lineIds.length === 0) return accept();
  if (shipment.status !== "planned") return reject({ code: "already-dispatched", lineIds });
  return lineIds.length === shipment.lines.length
    ? accept({ type: "shipment-cancelled" })
    : accept({ type: "lines-withdrawn", lineIds });
}

/** Hands a planned shipment to its carrier. The same handover told twice is one; another one is refused.
 *  @param lineIds what the order let go: never more than the shipment has */
export function dispatch(
  shipment: Shipment,
  { lineIds, ...handover }: Handover & { readonly lineIds: readonly LineId[] },
): Decision<ShipmentEvent, DispatchRejection> {
  if (mayBecome(transitions, shipment.status, "dispatched"))
    return accept({ type: "shipment-dispatched", lineIds, ...handover });
  return wasHandedOver(shipment, handover) ? accept() : reject({ code: "not-dispatchable", status: shipment.status });
}

/** Whether the shipment left exactly so. Who does not say when means the time that was recorded. */
export const wasHandedOver = (
  shipment: Shipment,
  told: { readonly [Part in keyof Handover]?: Handover[Part] | undefined },
): boolean =>
  (shipment.status === "dispatched" || shipment.status === "delivered") &&
  shipment.carrier === told.carrier &&
  shipment.trackingNumber === told.trackingNumber &&
  (told.dispatchedAt === undefined || shipment.dispatchedAt === told.dispatchedAt);

/** Records that a dispatched shipment arrived. The first delivery stands: a repeat changes nothing.
 *  @param at when it arrived; who does not say means now, or the dispatch where that lies later by another's clock */
export function deliver(
  shipment: Shipment,
  { at, now }: { readonly at: Instant | undefined; readonly now: Instant },
): Decision<ShipmentEvent, DeliveryRejection> {
  if (shipment.status === "delivered") return accept();
  if (shipment.status !== "dispatched") return reject({ code: "not-dispatched", status: shipment.status });
  const { dispatchedAt } = shipment;
  if (at !== undefined && at < dispatchedAt) return reject({ code: "before-dispatch", dispatchedAt });
  return accept({ type: "shipment-delivered", deliveredAt: at ?? (now < dispatchedAt ? dispatchedAt : now) });
}

/** The shipment after an accepted event. */
export function after(shipment: Shipment, event: ShipmentEvent): Shipment {
  const { id, orderId, sellerId, nodeId, lines } = shipment;
  const core = { id, orderId, sellerId, nodeId, lines };
  switch (event.type) {
    case "lines-withdrawn":
      return { ...core, status: "planned", lines: lines.filter(({ lineId }) => !event.lineIds.includes(lineId)) };
    case "shipment-cancelled":
      return { ...core, status: "cancelled", lines: [] };
    case "shipment-dispatched": {
      const { type, lineIds, ...handover } = event;
      const sent = lines.filter(({ lineId }) => lineIds.includes(lineId));
      return { ...core, ...handover, status: "dispatched", lines: sent };
    }
    case "shipment-delivered":
      if (shipment.status !== "dispatched") return shipment;
      return { ...shipment, status: "delivered", deliveredAt: event.deliveredAt };
  }
}
