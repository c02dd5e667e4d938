import * as z from "zod/mini";
import { eventContract } from "#kernel/event";
import { amount } from "#kernel/schemas";
import { heldItem } from "./fields.ts";
import { lineId, orderId } from "./ids.ts";

/** Lines of an order, or all that was left of it, will not be sent. */
export const cancelledV1 = eventContract({
  type: "archipelago.ordering.cancelled.v1",
  audience: "market",
  data: z.strictObject({
    orderId,
    /** Whether the order itself is now `cancelled`: no line of it was or will be sent. */
    whole: z.boolean(),
    /** The lines cancelled now, not those cancelled before. */
    lineIds: z.array(lineId),
    /** The units that those lines held, added up per seller, SKU and node. */
    items: z.array(heldItem),
    /** What the buyer no longer owes by this: the lines' totals, and the shipping when nothing at all will be sent. */
    amount,
    /** Whether the order was confirmed before; if not, money may still arrive for it. */
    confirmed: z.boolean(),
  }),
});
