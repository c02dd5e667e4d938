import * as z from "zod/mini";
import { eventContract } from "#kernel/event";
import { amount } from "#kernel/schemas";
import { orderId } from "#ordering/contracts/ids";
import { paymentId } from "./ids.ts";

/** The buyer's money is promised, or with a method that settles at once already there: the order is paid. */
export const authorisedV1 = eventContract({
  type: "archipelago.payments.authorised.v1",
  audience: "market",
  data: z.strictObject({ orderId, paymentId, amount }),
});
