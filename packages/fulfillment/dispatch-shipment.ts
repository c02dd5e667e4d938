import type * as z from "zod/mini";
import type { LineUnits } from "#ordering/contracts/fields";
import { lost, untilWon } from "#platform/contention";
import { decideAndSave, type Stored } from "#platform/decide-and-save";
import type { ShipmentId } from "./contracts/ids.ts";
import { loadShipment } from "./load-shipment.ts";
import type { OrderPort } from "./order-port.ts";
import { invalidField, noShipment, notDispatchable } from "./problems.ts";
import type { Handover, Shipment } from "./shipment.ts";
import type { ShipmentAnswer, ShipmentCommand } from "./shipment-command.ts";
import { dispatch, repeatHandover } from "./shipment-decisions.ts";
import { shipmentEntity } from "./shipment-entity.ts";
import type { ShipmentStore } from "./shipment-store.ts";
import { type dispatchBody, shown, shownAgain } from "./shipment-view.ts";

type DispatchCommand = ShipmentCommand<z.output<typeof dispatchBody>>;

/** What dispatching needs. `carriers` are the ids of the market's. */
export type DispatchPorts = {
  readonly shipments: ShipmentStore;
  readonly orders: Pick<OrderPort, "approveDispatch">;
  readonly carriers: readonly string[];
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
  if (!ports.carriers.includes(body.carrier))
    return invalidField("/carrier", `is none of the market's carriers: ${ports.carriers.join(", ")}`);
  if (stored.state.status !== "planned") return answerRepeat(ports, command, stored);

  const handover = { ...handoverIn(body), dispatchedAt: body.at ?? now };
  const { orderId } = stored.state;
  const lines = stored.state.lines.map(({ lineId, quantity }) => ({ lineId, quantity }));
  const approval = await ports.orders.approveDispatch({ orderId, shipmentId: path.id, lines, ...handover }, now);
  switch (approval.outcome) {
    case "refused":
      return notDispatchable("its order does not let these lines go", { lines: approval.lines });
    case "not-confirmed":
      return notDispatchable(`its order is ${approval.status}`, { orderStatus: approval.status });
    case "not-found":
      throw new Error(`shipment ${path.id} is of an order that does not exist`);
    case "already-approved":
      return answerRepeat(ports, command, await untilDispatched(ports, path.id));
    case "approved":
      return finish(ports, command, stored, { ...handover, lines });
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
    reply: { request: idempotency, answer: shown },
  });
  // usually unchanged because the consumer of the order's event was faster
  if (changed.outcome === "changed" || changed.outcome === "unchanged") return shown(changed.stored.state);
  if (changed.outcome === "repeated") return shownAgain(changed.reply);
  throw new Error(`the order let shipment ${path.id} go, but it cannot be dispatched`);
}

const handoverIn = ({ carrier, trackingNumber }: DispatchCommand["body"]) => ({
  carrier,
  ...(trackingNumber === undefined ? {} : { trackingNumber }),
});

/** Answers for a shipment that is no longer planned. */
async function answerRepeat(
  { shipments }: DispatchPorts,
  { path, body, idempotency, now }: DispatchCommand,
  known: Stored<Shipment>,
): Promise<ShipmentAnswer> {
  const stated = { ...handoverIn(body), dispatchedAt: body.at };
  const changed = await decideAndSave(shipmentEntity, shipments.at(path.id), {
    decide: (shipment) => repeatHandover(shipment, stated),
    at: now,
    known,
    reply: { request: idempotency, answer: shown },
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
      return shown(changed.stored.state);
  }
}

/** The order let the shipment go for another process, which is writing what this one may then read. */
const untilDispatched = ({ shipments }: DispatchPorts, id: ShipmentId): Promise<Stored<Shipment>> =>
  untilWon(async () => {
    const stored = await shipments.find(id);
    return stored && stored.state.status !== "planned" ? stored : lost;
  }, "another dispatch of this shipment is about to be finished");
