import * as z from "zod/mini";
import { shipmentId } from "#fulfillment/contracts/ids";
import { eventContract } from "#kernel/event";
import { amount, currency, instant } from "#kernel/schemas";
import { heldItem, units } from "./fields.ts";
import { lineId, orderId } from "./ids.ts";
import { share } from "./share.ts";

/** A shipment's lines left their node: they can no longer be cancelled, and their money may be taken. */
export const linesDispatchedV3 = eventContract({
  type: "archipelago.ordering.lines-dispatched.v3",
  audience: "market",
  data: z.strictObject({
    orderId,
    shipmentId,
    currency,
    /** Of the one seller who sends it. `amount` is to be captured; the order's shipping is in its first shipment. */
    share,
    lines: z.array(z.strictObject({ lineId, category: z.string(), quantity: units, unitPrice: amount })),
    /** The units that left, added up per seller, SKU and node. */
    items: z.array(heldItem),
    /** Whether nothing is left to be sent: what is still authorised beyond this may be given back. */
    final: z.boolean(),
    carrier: z.string(),
    trackingNumber: z.optional(z.string()),
    dispatchedAt: instant,
  }),
});
