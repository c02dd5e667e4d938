import * as z from "zod/mini";
import { eventContract } from "#kernel/event";
import { amount, orderId, paymentId } from "#kernel/schemas";

/** Money arrived: `amount` now, `captured` in all. */
export const capturedV1 = eventContract({
  type: "archipelago.payments.captured.v1",
  audience: "market",
  data: z.strictObject({ orderId, paymentId, amount, captured: amount }),
});
