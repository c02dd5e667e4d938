import { accept, type Decision, reject } from "#kernel/decision";
import type { Instant } from "#kernel/time";
import { mayBecome } from "#kernel/transitions";
import type { LineUnits } from "#ordering/contracts/fields";
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
 * Takes cancelled units out of a shipment; one that is left empty is cancelled. A shipment only ever shrinks: what is known
 * of its lines may be of a moment before.
 * @param left how many units of each line are not cancelled; of lines that are not named nothing is known
 */
export function withdraw(
  shipment: Shipment,
  left: ReadonlyMap<LineId, number>,
): Decision<ShipmentEvent, WithdrawalRejection> {
  const lineIds = shipment.lines.flatMap(({ lineId, quantity }) =>
    (left.get(lineId) ?? quantity) < quantity ? [lineId] : [],
  );
  if (lineIds.length === 0) return accept();
  if (shipment.status !== "planned") return reject({ code: "already-dispatched", lineIds });
  const rest = shipment.lines.flatMap(({ lineId, quantity }) => {
    const units = Math.min(left.get(lineId) ?? quantity, quantity);
    return units > 0 ? [{ lineId, quantity: units }] : [];
  });
  return rest.length === 0 ? accept({ type: "shipment-cancelled" }) : accept({ type: "lines-withdrawn", left: rest });
}

/** Hands a planned shipment to its carrier. The same handover told twice is one; another one is refused.
 *  @param lines what the order let go: never more than the shipment has */
export function dispatch(
  shipment: Shipment,
  { lines, ...handover }: Handover & { readonly lines: readonly LineUnits[] },
): Decision<ShipmentEvent, DispatchRejection> {
  if (mayBecome(shipmentTransitions, shipment.status, "dispatched"))
    return accept({ type: "shipment-dispatched", lines, ...handover });
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
