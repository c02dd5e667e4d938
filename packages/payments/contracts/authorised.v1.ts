import * as z from "zod/mini";
import { eventContract } from "#kernel/event";
import { amount } from "#kernel/schemas";
import { orderId } from "#ordering/contracts/ids";
import { paymentId } from "./ids.ts";

/** The buyer's money is authorised, or captured already where the method does so at once: the order is paid. */
export const authorisedV1 = eventContract({
  type: "archipelago.payments.authorised.v1",
  audience: "market",
  data: z.strictObject({ orderId, paymentId, amount }),
});
