import type * as z from "zod/mini";
import type { LineId } from "#ordering/contracts/ids";
import { attemptsUnderContention, ContentionError, pause } from "#platform/contention";
import type { Problem } from "#platform/problem";
import { changeShipment } from "./change-shipment.ts";
import type { ShipmentId } from "./contracts/ids.ts";
import type { OrderPort } from "./order-port.ts";
import { dispatch, type Handover, wasHandedOver } from "./shipment.ts";
import {
  invalidField,
  noShipment,
  notDispatchable,
  notYet,
  refusalFor,
  repeated,
  type Shown,
  shown,
} from "./shipment-answers.ts";
import type { ShipmentCommand, ShipmentProblem } from "./shipment-command.ts";
import type { ShipmentStore, Stored } from "./shipment-store.ts";
import type { dispatchBody } from "./shipment-view.ts";

type DispatchCommand = ShipmentCommand<z.output<typeof dispatchBody>>;
type Outcome = Shown | Problem<ShipmentProblem>;

/** What dispatching needs. `carriers` are the ids of the market's. */
export type DispatchDesk = {
  readonly shipments: ShipmentStore;
  readonly orders: Pick<OrderPort, "claimDispatch">;
  readonly carriers: readonly string[];
};

/**
 * Hands a planned shipment to a carrier. The order is asked first and agrees in the write that makes its lines
 * uncancellable; should this process die then, the order's event finishes the dispatch.
 * @throws ContentionError while another process is about to finish a dispatch of this shipment
 */
export async function dispatchShipment(desk: DispatchDesk, command: DispatchCommand): Promise<Outcome> {
  const { path, body, now } = command;
  const { stored, reply } = await desk.shipments.findWithReply(path.id, command.idempotency);
  if (!stored) return noShipment();
  const refusal = refusalFor(command.caller, stored);
  if (refusal) return refusal;
  if (reply) return repeated(reply);
  if (!desk.carriers.includes(body.carrier))
    return invalidField("/carrier", `is none of the market's carriers: ${desk.carriers.join(", ")}`);
  const early = notYet(body.at, now);
  if (early) return early;
  if (stored.shipment.status !== "planned") return settle(desk, command, stored);

  const handover = { ...handoverIn(body), dispatchedAt: body.at ?? now };
  const { orderId, lines } = stored.shipment;
  const lineIds = lines.map(({ lineId }) => lineId);
  const claim = await desk.orders.claimDispatch({ orderId, shipmentId: path.id, lineIds, ...handover }, now);
  switch (claim.outcome) {
    case "refused":
      return notDispatchable("its order does not let these lines go", { lines: claim.lines });
    case "not-confirmed":
      return notDispatchable(`its order is ${claim.status}`, { orderStatus: claim.status });
    case "not-found":
      throw new Error(`shipment ${path.id} is of an order that does not exist`);
    case "already-claimed":
      return settle(desk, command, await untilDispatched(desk, path.id));
    case "claimed":
      return finish(desk, command, stored, { ...handover, lineIds });
  }
}

async function finish(
  desk: DispatchDesk,
  command: DispatchCommand,
  known: Stored,
  letGo: Handover & { readonly lineIds: readonly LineId[] },
): Promise<Outcome> {
  const { path, now, idempotency } = command;
  const changed = await changeShipment(desk.shipments, path.id, (shipment) => dispatch(shipment, letGo), {
    now,
    known,
    reply: (next) => ({ request: idempotency, answer: shown(next), now }),
  });
  if (changed.outcome === "changed") return shown(changed.stored);
  // usually the consumer of the order's event was faster
  if (changed.outcome === "unchanged") return settle(desk, command, changed.stored);
  throw new Error(`the order let shipment ${path.id} go, but it cannot be dispatched`);
}

const handoverIn = ({ carrier, trackingNumber }: DispatchCommand["body"]) => ({
  carrier,
  ...(trackingNumber === undefined ? {} : { trackingNumber }),
});

/** Answers for a shipment that is no longer planned: the same handover told again is no mistake, another one is. */
async function settle({ shipments }: DispatchDesk, { body, idempotency, now }: DispatchCommand, stored: Stored) {
  if (!wasHandedOver(stored.shipment, { ...handoverIn(body), dispatchedAt: body.at }))
    return notDispatchable(`the shipment is ${stored.shipment.status}`, { shipmentStatus: stored.shipment.status });
  const earlier = await shipments.reply({ request: idempotency, answer: shown(stored), now });
  return earlier ? repeated(earlier) : shown(stored);
}

/** The order let the shipment go for another process, which is writing what this one may then read. */
async function untilDispatched({ shipments }: DispatchDesk, id: ShipmentId): Promise<Stored> {
  for (let attempt = 1; attempt <= attemptsUnderContention; attempt++) {
    const stored = await shipments.find(id);
    if (stored && stored.shipment.status !== "planned") return stored;
    await pause(attempt);
  }
  throw new ContentionError("another dispatch of this shipment is about to be finished");
}
