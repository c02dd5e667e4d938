import * as z from "zod/mini";
import { eventContract } from "#kernel/event";
import { instant } from "#kernel/schemas";
import { orderId } from "#ordering/contracts/ids";
import { shipmentId } from "./ids.ts";

/** A shipment reached its buyer. */
export const deliveredV1 = eventContract({
  type: "archipelago.fulfillment.delivered.v1",
  audience: "market",
  data: z.strictObject({ orderId, shipmentId, at: instant }),
});
