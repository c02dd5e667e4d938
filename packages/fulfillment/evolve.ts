import type { Shipment, ShipmentEvent } from "./shipment.ts";

/** The shipment after an event. The version is the store's business and stays. */
export function evolve(shipment: Shipment, event: ShipmentEvent): Shipment {
  const { id, orderId, sellerId, nodeId, lines, version } = shipment;
  const core = { id, orderId, sellerId, nodeId, lines, version };
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
