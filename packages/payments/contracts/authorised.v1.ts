import * as z from "zod/mini";
import { eventContract } from "#kernel/event";
import { amount, orderId, paymentId } from "#kernel/schemas";

/** The buyer's money is promised, or with a method that settles at once already there: the order is paid. */
export const authorisedV1 = eventContract({
  type: "archipelago.payments.authorised.v1",
  audience: "market",
  data: z.strictObject({ orderId, paymentId, amount }),
});
