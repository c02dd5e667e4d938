import type * as z from "zod/mini";
import { decideAndSave } from "#platform/decide-and-save";
import { loadShipment } from "./load-shipment.ts";
import { invalidField, noShipment, notDispatchable } from "./problems.ts";
import type { ShipmentAnswer, ShipmentCommand } from "./shipment-command.ts";
import { type DeliveryRejection, deliver } from "./shipment-decisions.ts";
import { shipmentEntity } from "./shipment-entity.ts";
import { type deliveryBody, type ShipmentPorts, shown, shownAgain } from "./shipment-view.ts";

/** Records that a dispatched shipment arrived; told again, the first delivery stands. */
export async function deliverShipment(
  { shipments, carriers }: ShipmentPorts,
  command: ShipmentCommand<z.output<typeof deliveryBody>>,
): Promise<ShipmentAnswer> {
  const { path, body, now, idempotency } = command;
  const found = await loadShipment(shipments, command);
  if ("answer" in found) return found.answer;
  const changed = await decideAndSave(shipmentEntity, shipments.at(path.id), {
    decide: (shipment) => deliver(shipment, { at: body.at, now }),
    at: now,
    known: found.stored,
    reply: { request: idempotency, answer: (shipment) => shown(shipment, carriers) },
  });
  switch (changed.outcome) {
    case "changed":
    case "unchanged":
      return shown(changed.stored.state, carriers);
    case "repeated":
      return shownAgain(changed.reply);
    case "not-found":
      return noShipment();
    case "rejected":
      return problemOf(changed.rejection);
  }
}

const problemOf = (rejection: DeliveryRejection) =>
  rejection.code === "before-dispatch"
    ? invalidField("/at", `is before the dispatch at ${rejection.dispatchedAt}`)
    : notDispatchable(`the shipment is ${rejection.status}: only a dispatched one can arrive`, {
        shipmentStatus: rejection.status,
      });
