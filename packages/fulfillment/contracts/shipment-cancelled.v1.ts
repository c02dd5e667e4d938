import * as z from "zod/mini";
import { eventContract } from "#kernel/event";
import { orderId } from "#ordering/contracts/ids";
import { shipmentId } from "./ids.ts";

/** A planned shipment lost its last line before it was dispatched. */
export const shipmentCancelledV1 = eventContract({
  type: "archipelago.fulfillment.shipment-cancelled.v1",
  audience: "market",
  data: z.strictObject({ orderId, shipmentId }),
});
