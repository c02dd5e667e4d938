import type { Instant } from "#kernel/time";
import type { LineUnits } from "#ordering/contracts/fields";
import { decideAndSave } from "#platform/decide-and-save";
import type { ShipmentId } from "./contracts/ids.ts";
import type { Handover } from "./shipment.ts";
import { dispatch } from "./shipment-decisions.ts";
import { shipmentEntity } from "./shipment-entity.ts";
import type { ShipmentStore } from "./shipment-store.ts";

/** What the order let go, as its event says. */
export type LetGo = Omit<Handover, "trackingNumber"> & {
  readonly trackingNumber?: string | undefined;
  readonly shipmentId: ShipmentId;
  readonly lines: readonly LineUnits[];
  readonly cause: string;
};

/**
 * Finishes a dispatch that the order agreed to. Usually it is done when the order's event arrives; this is for the
 * process that died in between.
 * @throws Error when there is no such shipment, or it stands where the order says it cannot
 */
export async function finishDispatch(
  store: ShipmentStore,
  { shipmentId, cause, lines, carrier, trackingNumber, dispatchedAt }: LetGo,
  now: Instant,
): Promise<void> {
  const letGo = { lines, carrier, dispatchedAt, ...(trackingNumber === undefined ? {} : { trackingNumber }) };
  const changed = await decideAndSave(shipmentEntity, store.at(shipmentId), {
    decide: (shipment) => dispatch(shipment, letGo),
    at: now,
    cause,
  });
  if (changed.outcome === "not-found") throw new Error(`there is no shipment ${shipmentId} to dispatch`);
  if (changed.outcome === "rejected")
    throw new Error(`shipment ${shipmentId} is ${changed.rejection.status}, but its order let it go otherwise`);
}
