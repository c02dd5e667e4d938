import type { Instant } from "#kernel/time";
import { applyOrThrow } from "#platform/apply-or-throw";
import { decideAndSave } from "#platform/decide-and-save";
import type { OrderId } from "./contracts/ids.ts";
import { orderEntity } from "./order-entity.ts";
import type { PlannedShipment } from "./order-event.ts";
import type { OrderStore } from "./order-store.ts";
import { allocate } from "./shipment-decisions.ts";

/** Notes with the order which shipments will bring which of its lines. Repeatable. @throws Error when there is no such order */
export const allocateShipments = (
  store: OrderStore,
  orderId: OrderId,
  shipments: readonly PlannedShipment[],
  now: Instant,
): Promise<void> =>
  applyOrThrow(
    decideAndSave(orderEntity, store.headAt(orderId), { decide: (order) => allocate(order, shipments), at: now }),
  );
