import { accept, type Decision, reject } from "#kernel/decision";
import type { Instant } from "#kernel/time";
import { mayBecome } from "#kernel/transitions";
import type { LineId } from "#ordering/contracts/ids";
import {
  type Handover,
  type Shipment,
  type ShipmentEvent,
  type ShipmentStatus,
  shipmentTransitions,
  wasHandedOver,
} from "./shipment.ts";

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
  if (mayBecome(shipmentTransitions, shipment.status, "dispatched"))
    return accept({ type: "shipment-dispatched", lineIds, ...handover });
  return repeatHandover(shipment, handover);
}

/** The same handover told again is no mistake, another one is. Who does not say when means the time that was recorded. */
export const repeatHandover = (
  shipment: Shipment,
  stated: Parameters<typeof wasHandedOver>[1],
): Decision<ShipmentEvent, DispatchRejection> =>
  wasHandedOver(shipment, stated) ? accept() : reject({ code: "not-dispatchable", status: shipment.status });

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
