import * as z from "zod/mini";
import { shipmentId } from "#fulfillment/contracts/ids";
import { eventContract } from "#kernel/event";
import { amount, instant } from "#kernel/schemas";
import { heldItem } from "./fields.ts";
import { lineId, orderId } from "./ids.ts";

/** A shipment's lines left their node: they can no longer be cancelled, and their money may be taken. */
export const linesDispatchedV1 = eventContract({
  type: "archipelago.ordering.lines-dispatched.v1",
  audience: "market",
  data: z.strictObject({
    orderId,
    shipmentId,
    lineIds: z.array(lineId),
    /** The units that left, added up per seller, SKU and node. */
    items: z.array(heldItem),
    /** To be captured: the lines' totals, and the order's shipping with its first shipment. */
    amount,
    /** Whether nothing is left to be sent: what is still authorised beyond this may be given back. */
    final: z.boolean(),
    carrier: z.string(),
    trackingNumber: z.optional(z.string()),
    dispatchedAt: instant,
  }),
});
