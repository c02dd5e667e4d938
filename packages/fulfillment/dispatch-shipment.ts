import type * as z from "zod/mini";
import { reaches } from "#markets/serving";
import type { LineUnits } from "#ordering/contracts/fields";
import { lost, untilWon } from "#platform/contention";
import { decideAndSave, type Stored } from "#platform/decide-and-save";
import type { ShipmentId } from "./contracts/ids.ts";
import { loadShipment } from "./load-shipment.ts";
import type { DispatchApproval, DispatchRequest, OrderPort } from "./order-port.ts";
import { invalidField, noShipment, notDispatchable } from "./problems.ts";
import type { Handover, Shipment } from "./shipment.ts";
import type { ShipmentAnswer, ShipmentCommand } from "./shipment-command.ts";
import { dispatch, repeatHandover } from "./shipment-decisions.ts";
import { shipmentEntity } from "./shipment-entity.ts";
import type { ShipmentStore } from "./shipment-store.ts";
import { type Carriers, type dispatchBody, shown, shownAgain } from "./shipment-view.ts";

type DispatchCommand = ShipmentCommand<z.output<typeof dispatchBody>>;

/** What dispatching needs. */
export type DispatchPorts = {
  readonly shipments: ShipmentStore;
  readonly orders: Pick<OrderPort, "approveDispatch" | "destinationOf">;
  readonly carriers: Carriers;
};

/**
 * Hands a planned shipment to a carrier. The order is asked first and agrees in the write that makes its lines
 * uncancellable; should this process die then, the order's event finishes the dispatch.
 * @throws ContentionError while another process is about to finish a dispatch of this shipment
 */
export async function dispatchShipment(ports: DispatchPorts, command: DispatchCommand): Promise<ShipmentAnswer> {
  const { path, body, now } = command;
  const found = await loadShipment(ports.shipments, command);
  if ("answer" in found) return found.answer;
  const { stored } = found;
  const carrier = ports.carriers.find(({ id }) => id === body.carrier);
  if (!carrier) return invalidField("/carrier", `is none of the market's carriers: ${idsOf(ports.carriers)}`);
  if (stored.state.status !== "planned") return answerRepeat(ports, command, stored);

  const { orderId } = stored.state;
  const destination = carrier.doesNotReach && (await ports.orders.destinationOf(orderId));
  if (destination && !reaches(carrier, destination))
    return invalidField(
      "/carrier",
      `does not deliver there; these do: ${idsOf(reaching(ports.carriers, destination))}`,
    );

  const lines = stored.state.lines.map(({ lineId, quantity }) => ({ lineId, quantity }));
  const request = { orderId, shipmentId: path.id, lines, ...handoverIn(body) };
  const letGo = { ...request, dispatchedAt: body.at ?? now };
  const approval = await ports.orders.approveDispatch(letGo, now);
  if (approval.outcome !== "before-placed") return answerTo(ports, command, stored, letGo, approval);
  const { placedAt } = approval;
  if (body.at !== undefined) return invalidField("/at", `is before the order was placed, at ${placedAt}`);
  // who does not say when means now; by the clock of whoever placed it, that may be a little before
  const later = { ...request, dispatchedAt: placedAt };
  return answerTo(ports, command, stored, later, await ports.orders.approveDispatch(later, now));
}

const idsOf = (carriers: Carriers): string => carriers.map(({ id }) => id).join(", ");
const reaching = (carriers: Carriers, destination: Parameters<typeof reaches>[1]): Carriers =>
  carriers.filter((carrier) => reaches(carrier, destination));

async function answerTo(
  ports: DispatchPorts,
  command: DispatchCommand,
  known: Stored<Shipment>,
  { orderId: _, shipmentId, ...letGo }: DispatchRequest,
  approval: DispatchApproval,
): Promise<ShipmentAnswer> {
  switch (approval.outcome) {
    case "refused":
      return notDispatchable("its order does not let these lines go", { lines: approval.lines });
    case "not-confirmed":
      return notDispatchable(`its order is ${approval.status}`, { orderStatus: approval.status });
    case "not-found":
      throw new Error(`shipment ${shipmentId} is of an order that does not exist`);
    case "before-placed":
      throw new Error(`shipment ${shipmentId} cannot leave when its order was placed`);
    case "already-approved":
      return answerRepeat(ports, command, await untilDispatched(ports, shipmentId));
    case "approved":
      return finish(ports, command, known, letGo);
  }
}

async function finish(
  ports: DispatchPorts,
  command: DispatchCommand,
  known: Stored<Shipment>,
  letGo: Handover & { readonly lines: readonly LineUnits[] },
): Promise<ShipmentAnswer> {
  const { path, now, idempotency } = command;
  const changed = await decideAndSave(shipmentEntity, ports.shipments.at(path.id), {
    decide: (shipment) => dispatch(shipment, letGo),
    at: now,
    known,
    reply: { request: idempotency, answer: (shipment) => shown(shipment, ports.carriers) },
  });
  // usually unchanged because the consumer of the order's event was faster
  if (changed.outcome === "changed" || changed.outcome === "unchanged")
    return shown(changed.stored.state, ports.carriers);
  if (changed.outcome === "repeated") return shownAgain(changed.reply);
  throw new Error(`the order let shipment ${path.id} go, but it cannot be dispatched`);
}

const handoverIn = ({ carrier, trackingNumber }: DispatchCommand["body"]) => ({
  carrier,
  ...(trackingNumber === undefined ? {} : { trackingNumber }),
});

/** Answers for a shipment that is no longer planned. */
async function answerRepeat(
  { shipments, carriers }: DispatchPorts,
  { path, body, idempotency, now }: DispatchCommand,
  known: Stored<Shipment>,
): Promise<ShipmentAnswer> {
  const stated = { ...handoverIn(body), dispatchedAt: body.at };
  const changed = await decideAndSave(shipmentEntity, shipments.at(path.id), {
    decide: (shipment) => repeatHandover(shipment, stated),
    at: now,
    known,
    reply: { request: idempotency, answer: (shipment) => shown(shipment, carriers) },
  });
  switch (changed.outcome) {
    case "rejected":
      return notDispatchable(`the shipment is ${changed.rejection.status}`, {
        shipmentStatus: changed.rejection.status,
      });
    case "repeated":
      return shownAgain(changed.reply);
    case "not-found":
      return noShipment();
    case "changed":
    case "unchanged":
      return shown(changed.stored.state, carriers);
  }
}

/** The order let the shipment go for another process, which is writing what this one may then read. */
const untilDispatched = ({ shipments }: DispatchPorts, id: ShipmentId): Promise<Stored<Shipment>> =>
  untilWon(async () => {
    const stored = await shipments.find(id);
    return stored && stored.state.status !== "planned" ? stored : lost;
  }, "another dispatch of this shipment is about to be finished");
