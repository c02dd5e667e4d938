import * as z from "zod/mini";
import { eventContract } from "#kernel/event";
import { amount, currency } from "#kernel/schemas";
import { cancellationCause, heldItem, lineUnits } from "./fields.ts";
import { orderId } from "./ids.ts";
import { share } from "./share.ts";

/** Lines of an order, or all that was left of it, will not be sent. */
export const cancelledV3 = eventContract({
  type: "archipelago.ordering.cancelled.v3",
  audience: "market",
  data: z.strictObject({
    orderId,
    /** Whether the order itself is now `cancelled`: no line of it was or will be sent. */
    whole: z.boolean(),
    /** Whether the order was confirmed before; if not, money may still arrive for it. */
    confirmed: z.boolean(),
    cause: cancellationCause,
    currency,
    /** One for each seller who is owed less by this. When nothing at all will be sent these may be sellers of lines that
     *  were cancelled before, too, by their part of the shipping. */
    shares: z.array(share),
    /** The lines cancelled now, not those cancelled before. */
    lines: z.array(lineUnits),
    /** The units that those lines held, added up per seller, SKU and node. */
    items: z.array(heldItem),
    /** What the buyer no longer owes by this, all shares together: the lines' totals, and the shipping when nothing at all
     *  will be sent. */
    amount,
  }),
});
