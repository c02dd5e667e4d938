import type { LineUnits } from "#ordering/contracts/fields";
import type { Shipment, ShipmentEvent, ShipmentLine } from "./shipment.ts";

/** The shipment after an event. The version is the store's business and stays. */
export function evolve(shipment: Shipment, event: ShipmentEvent): Shipment {
  const { id, orderId, sellerId, nodeId, lines, version } = shipment;
  const core = { id, orderId, sellerId, nodeId, lines, version };
  switch (event.type) {
    case "lines-withdrawn":
      return { ...core, status: "planned", lines: withUnits(lines, event.left) };
    case "shipment-cancelled":
      return { ...core, status: "cancelled", lines: [] };
    case "shipment-dispatched": {
      const { type, lines: sent, ...handover } = event;
      return { ...core, ...handover, status: "dispatched", lines: withUnits(lines, sent) };
    }
    case "shipment-delivered":
      if (shipment.status !== "dispatched") return shipment;
      return { ...shipment, status: "delivered", deliveredAt: event.deliveredAt };
  }
}

/** The lines with so many units each; those that have none are left out. */
function withUnits(lines: readonly ShipmentLine[], units: readonly LineUnits[]): readonly ShipmentLine[] {
  const left = new Map(units.map(({ lineId, quantity }) => [lineId, quantity]));
  return lines.flatMap((line) => {
    const quantity = left.get(line.lineId);
    return quantity === undefined ? [] : [{ ...line, quantity }];
  });
}
