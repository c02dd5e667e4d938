import { type Caller, mayActFor } from "#platform/caller";
import type { Problem } from "#platform/problem";
import type { ShipmentId } from "./contracts/ids.ts";
import { noShipment } from "./problems.ts";
import type { ShipmentStore } from "./shipment-store.ts";
import { type Carriers, type ShipmentShown, shown } from "./shipment-view.ts";

/** One shipment. Another seller's is answered like one that does not exist. */
export async function showShipment(
  { shipments, carriers }: { readonly shipments: Pick<ShipmentStore, "find">; readonly carriers: Carriers },
  id: ShipmentId,
  caller: Caller,
): Promise<ShipmentShown | Problem<"not-found">> {
  const stored = await shipments.find(id);
  return stored && mayActFor(caller, stored.state.sellerId) ? shown(stored.state, carriers) : noShipment();
}
