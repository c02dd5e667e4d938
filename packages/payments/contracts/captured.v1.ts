import * as z from "zod/mini";
import { eventContract } from "#kernel/event";
import { amount } from "#kernel/schemas";
import { orderId } from "#ordering/contracts/ids";
import { paymentId } from "./ids.ts";

/** Money arrived: `amount` now, `captured` in all. */
export const capturedV1 = eventContract({
  type: "archipelago.payments.captured.v1",
  audience: "market",
  data: z.strictObject({ orderId, paymentId, amount, captured: amount }),
});
