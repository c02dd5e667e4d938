import type { ShipmentId } from "#fulfillment/contracts/ids";
import { accept, type Decision, reject } from "#kernel/decision";
import type { Instant } from "#kernel/time";
import { mayBecome } from "#kernel/transitions";
import { dispatchedShare } from "./amounts-due.ts";
import type { LineId } from "./contracts/ids.ts";
import { cancelledUnitsOf, itemsOf, lineStatuses, unitsOf } from "./lines.ts";
import { type LineStatus, lineTransitions, type Order, type OrderLine, type OrderStatus } from "./order.ts";
import type { OrderEvent, PlannedShipment } from "./order-event.ts";
import type { DispatchRequest } from "./order-store.ts";

/** Notes which shipments will bring which lines. Shipments that are known already stay as they are. */
export function allocate(order: Order, shipments: readonly PlannedShipment[]): Decision<OrderEvent, never> {
  if (order.status !== "confirmed") return accept();
  const known = new Set(order.shipments.map(({ id }) => id));
  const fresh = shipments.filter(({ shipmentId }) => !known.has(shipmentId));
  return fresh.length === 0 ? accept() : accept({ type: "lines-allocated", shipments: fresh });
}

/** Why a shipment may not leave. Its money is not there, these lines are not its to bring, or nobody had ordered them yet. */
export type DispatchRejection =
  | { readonly code: "before-placed"; readonly placedAt: Instant }
  | { readonly code: "order-not-confirmed"; readonly status: OrderStatus }
  | { readonly code: "lines-not-sendable"; readonly lines: readonly LineState[] };
/** A line that stands in the way, and where it stands; `unknown` when the order has no such line. `left`: how many of its
 *  units are to be sent, where another number was to leave. */
export type LineState = { readonly lineId: LineId; readonly status: LineStatus | "unknown"; readonly left?: number };

/** Lets a shipment's lines leave: every unit of them that is not cancelled, or none. Asked again for a shipment that has
 *  left, nothing changes. */
export function dispatch(
  order: Order,
  lines: readonly OrderLine[],
  { orderId: _, lines: asked, ...request }: DispatchRequest,
): Decision<OrderEvent, DispatchRejection> {
  if (
    "shipments" in order &&
    order.shipments.some(({ id, status }) => id === request.shipmentId && leftStates.has(status))
  )
    return accept();
  if (order.status !== "confirmed") return reject({ code: "order-not-confirmed", status: order.status });
  if (request.dispatchedAt < order.placedAt) return reject({ code: "before-placed", placedAt: order.placedAt });
  const statusOf = lineStatuses(order);
  const planned = order.shipments.find(({ id }) => id === request.shipmentId);
  const byId = new Map(lines.map((line) => [line.lineId, line]));
  const cancelledOf = cancelledUnitsOf(order);
  const elsewhere = new Set(
    order.shipments.flatMap((shipment) =>
      shipment.id === request.shipmentId || shipment.status === "cancelled" ? [] : shipment.lineIds,
    ),
  );
  const wrong = asked.flatMap(({ lineId, quantity }): LineState[] => {
    const line = byId.get(lineId);
    if (!line) return [{ lineId, status: "unknown" }];
    const status = statusOf(lineId);
    if (!mayBecome(lineTransitions, status, "dispatched") || elsewhere.has(lineId)) return [{ lineId, status }];
    const left = line.quantity - cancelledOf(line);
    return quantity === left ? [] : [{ lineId, status, left }];
  });
  const left = new Set(asked.map(({ lineId }) => lineId));
  for (const lineId of planned?.lineIds ?? [])
    if (!left.has(lineId) && statusOf(lineId) !== "cancelled") wrong.push({ lineId, status: statusOf(lineId) });
  if (wrong.length > 0) return reject({ code: "lines-not-sendable", lines: wrong });
  const leaving = asked.flatMap(({ lineId, quantity }) => {
    const line = byId.get(lineId);
    return line ? [unitsOf(line, line.quantity - quantity)] : [];
  });
  return accept({
    type: "lines-dispatched",
    ...request,
    lines: leaving.map(({ lineId, category, quantity, unitPrice }) => ({ lineId, category, quantity, unitPrice })),
    items: itemsOf(leaving),
    share: dispatchedShare(order, leaving),
    final: lines.every(({ lineId }) => left.has(lineId) || !waiting.has(statusOf(lineId))),
  });
}
const leftStates: ReadonlySet<string> = new Set(["dispatched", "delivered"]);
const waiting: ReadonlySet<string> = new Set(["open", "allocated"]);

/** What never left cannot arrive: its message is too early, or wrong. */
export type DeliverRejection = { readonly code: "shipment-not-dispatched" };

/** A shipment arrived. The order is completed when every line is delivered or cancelled. */
export function deliver(order: Order, shipmentId: ShipmentId, at: Instant): Decision<OrderEvent, DeliverRejection> {
  const shipment = "shipments" in order ? order.shipments.find(({ id }) => id === shipmentId) : undefined;
  if (shipment?.status === "delivered") return accept();
  if (order.status !== "confirmed" || shipment?.status !== "dispatched")
    return reject({ code: "shipment-not-dispatched" });
  const delivered: OrderEvent = { type: "shipment-delivered", shipmentId };
  const done = new Set([
    ...order.cancelledLines,
    ...shipment.lineIds,
    ...order.shipments.flatMap(({ status, lineIds }) => (status === "delivered" ? lineIds : [])),
  ]);
  return done.size < order.lineCount
    ? accept(delivered)
    : accept<OrderEvent>(delivered, { type: "order-completed", at });
}
