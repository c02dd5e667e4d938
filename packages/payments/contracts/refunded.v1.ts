import * as z from "zod/mini";
import { eventContract } from "#kernel/event";
import { amount } from "#kernel/schemas";
import { orderId } from "#ordering/contracts/ids";
import { paymentId } from "./ids.ts";

/** Money went back: `amount` now, `refunded` in all. */
export const refundedV1 = eventContract({
  type: "archipelago.payments.refunded.v1",
  audience: "market",
  data: z.strictObject({ orderId, paymentId, amount, refunded: amount }),
});
