import * as z from "zod/mini";
import { eventContract } from "#kernel/event";
import { orderId, shipmentId } from "#kernel/schemas";

/** A planned shipment lost its last line before it was dispatched. */
export const shipmentCancelledV1 = eventContract({
  type: "archipelago.fulfillment.shipment-cancelled.v1",
  audience: "market",
  data: z.strictObject({ orderId, shipmentId }),
});
