import * as z from "zod/mini";
import { sellerId } from "#kernel/codes";
import { eventContract } from "#kernel/event";
import { instant } from "#kernel/schemas";
import { lineUnits } from "#ordering/contracts/fields";
import { orderId } from "#ordering/contracts/ids";
import { shipmentId } from "./ids.ts";

/** A shipment reached its buyer. */
export const deliveredV2 = eventContract({
  type: "archipelago.fulfillment.delivered.v2",
  audience: "market",
  data: z.strictObject({
    orderId,
    shipmentId,
    sellerId,
    /** The order's lines that it brought, each with its units. */
    lines: z.array(lineUnits),
    at: instant,
  }),
});
