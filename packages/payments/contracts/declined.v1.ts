import * as z from "zod/mini";
import { eventContract } from "#kernel/event";
import { orderId } from "#ordering/contracts/ids";
import { reasonCode } from "./fields.ts";
import { paymentId } from "./ids.ts";

/** The provider refused: no money was or will be moved. */
export const declinedV1 = eventContract({
  type: "archipelago.payments.declined.v1",
  audience: "market",
  data: z.strictObject({ orderId, paymentId, reason: reasonCode }),
});
