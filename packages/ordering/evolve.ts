import type { LineId } from "./contracts/ids.ts";
import type { Order, OrderIn, Progress, ShipmentRef, ShipmentStatus, UnitsByLine } from "./order.ts";
import { noProgress, onRequest } from "./order.ts";
import type { CancelledUnits, OrderEvent, PlannedShipment } from "./order-event.ts";

/**
 * The order after a fact. Decisions make sure that a fact fits the state; a fact that does not is a mistake of ours.
 * @throws Error when it does not fit
 */
export function evolve(order: Order, event: OrderEvent): Order {
  switch (event.type) {
    case "chunk-taken":
      return { ...inState(order, "reserving"), nextChunk: event.nextChunk };
    case "order-reallocated": {
      const { type: _, ...shape } = event;
      return { ...inState(order, "reserving"), ...shape };
    }
    case "order-placed": {
      const { deadline: _, nextChunk: __, chunks: ___, ...terms } = inState(order, "reserving");
      return { ...terms, ...noProgress, status: "held", dueAt: event.dueAt };
    }
    case "order-refused": {
      const { deadline: _, nextChunk: __, chunks: ___, paymentToken: ____, ...terms } = inState(order, "reserving");
      return { ...terms, status: "refused", statusReason: event.reason };
    }
    case "order-confirmed": {
      // what the provider gave for the means of payment has done its work
      const { dueAt: _, paymentToken: __, ...rest } = inState(order, "held");
      const { cancelledLines: withdrawnLines, cancelledUnits: withdrawnUnits } = rest;
      const withdrawn = { withdrawnLines, ...(withdrawnUnits ? { withdrawnUnits } : {}) };
      return { ...rest, status: "confirmed", confirmedAt: event.at, ...withdrawn };
    }
    case "order-lapsed": {
      const { dueAt: _, paymentToken: __, ...rest } = inState(order, "held");
      return { ...rest, status: "lapsed" };
    }
    case "lines-cancelled": {
      const { cancelledUnits, ...current } = inState(order, "held", "confirmed");
      const left = withoutUnits({ ...current, cancelledUnits }, event.lines);
      if (!event.whole) return { ...current, ...left };
      const { dueAt: _, paymentToken: __, ...rest } = { dueAt: undefined, ...current };
      return {
        ...rest,
        ...left,
        status: "cancelled",
        statusReason: event.cause === "declined" ? "payment-declined" : onRequest,
      };
    }
    case "lines-allocated": {
      const current = inState(order, "confirmed");
      return { ...current, shipments: [...current.shipments, ...event.shipments.map(planned(current))] };
    }
    case "lines-dispatched":
      return dispatched(inState(order, "confirmed"), event.shipmentId, event.lines.map(idOf));
    case "shipment-delivered": {
      const current = inState(order, "confirmed");
      return { ...current, shipments: withStatus(current.shipments, event.shipmentId, "delivered") };
    }
    case "order-completed":
      return { ...inState(order, "confirmed"), status: "completed", completedAt: event.at };
  }
}

const idOf = ({ lineId }: { readonly lineId: LineId }): LineId => lineId;

function inState<Status extends Order["status"]>(order: Order, ...statuses: readonly Status[]): OrderIn<Status> {
  if (!(statuses as readonly string[]).includes(order.status)) throw new Error(`unexpected in state ${order.status}`);
  return order as OrderIn<Status>;
}

/** A shipment of nothing but cancelled lines is cancelled. */
const planned =
  ({ cancelledLines }: Progress) =>
  ({ shipmentId, lineIds }: PlannedShipment): ShipmentRef => ({
    id: shipmentId,
    status: lineIds.every((lineId) => cancelledLines.includes(lineId)) ? "cancelled" : "planned",
    lineIds,
  });

/** Progress without these units. Lines of which none is left are cancelled, and so are shipments of nothing else. */
function withoutUnits(
  {
    cancelledLines,
    cancelledUnits = {},
    shipments,
  }: Omit<Progress, "cancelledUnits"> & { cancelledUnits: UnitsByLine | undefined },
  cancelled: readonly CancelledUnits[],
): Progress {
  const gone = new Set(cancelledLines);
  const units = new Map(Object.entries(cancelledUnits));
  for (const { lineId, quantity, left } of cancelled)
    if (left > 0) units.set(lineId, (units.get(lineId) ?? 0) + quantity);
    else if (gone.add(lineId)) units.delete(lineId);
  return {
    cancelledLines: [...gone],
    ...(units.size > 0 ? { cancelledUnits: Object.fromEntries(units) } : {}),
    shipments: shipments.map((shipment) =>
      shipment.status === "planned" && shipment.lineIds.every((lineId) => gone.has(lineId))
        ? { ...shipment, status: "cancelled" as const }
        : shipment,
    ),
  };
}

/** A dispatch names exactly what left; lines that were planned with them and cancelled since are no part of it. */
function dispatched(order: OrderIn<"confirmed">, id: ShipmentRef["id"], lineIds: readonly LineId[]): Order {
  const others = order.shipments.filter((shipment) => shipment.id !== id);
  return { ...order, shipments: [...others, { id, status: "dispatched", lineIds }] };
}

const withStatus = (
  shipments: readonly ShipmentRef[],
  id: ShipmentRef["id"],
  status: ShipmentStatus,
): readonly ShipmentRef[] => shipments.map((shipment) => (shipment.id === id ? { ...shipment, status } : shipment));
