import * as z from "zod/mini";
import { eventContract } from "#kernel/event";
import { amount, orderId, paymentId } from "#kernel/schemas";

/** Money went back: `amount` now, `refunded` in all. */
export const refundedV1 = eventContract({
  type: "archipelago.payments.refunded.v1",
  audience: "market",
  data: z.strictObject({ orderId, paymentId, amount, refunded: amount }),
});
