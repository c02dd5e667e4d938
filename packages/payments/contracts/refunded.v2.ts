import * as z from "zod/mini";
import { eventContract } from "#kernel/event";
import { amount } from "#kernel/schemas";
import { movedMoney } from "./fields.ts";
import { refundId } from "./ids.ts";

/** Money went back: `amount` now, `refunded` in all. */
export const refundedV2 = eventContract({
  type: "archipelago.payments.refunded.v2",
  audience: "market",
  data: z.strictObject({
    ...movedMoney,
    refundId,
    /** Sent back of the payment in all, so far. */
    refunded: amount,
    /** `cancellation`: what was paid for will not be sent; `late-payment`: the money came for an order that waited no
     *  longer. The others are for refunds that people grant. */
    cause: z.enum(["return", "cancellation", "late-payment", "goodwill", "lost"]),
  }),
});
