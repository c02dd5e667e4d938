import * as z from "zod/mini";
import { eventContract } from "#kernel/event";
import { instant, orderId, shipmentId } from "#kernel/schemas";

/** A shipment left its node. */
export const dispatchedV1 = eventContract({
  type: "archipelago.fulfillment.dispatched.v1",
  audience: "market",
  data: z.strictObject({ orderId, shipmentId, at: instant }),
});
