import * as z from "zod/mini";
import { eventContract } from "#kernel/event";
import { orderId } from "#ordering/contracts/ids";
import { paymentId } from "./ids.ts";

/** Nothing was captured and nothing will be: the authorisation was given back, or never asked for. */
export const voidedV1 = eventContract({
  type: "archipelago.payments.voided.v1",
  audience: "market",
  data: z.strictObject({ orderId, paymentId }),
});
