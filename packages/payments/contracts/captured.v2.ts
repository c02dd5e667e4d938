import * as z from "zod/mini";
import { eventContract } from "#kernel/event";
import { movedMoney } from "./fields.ts";

/** Money arrived: `amount` now, `captured` in all. */
export const capturedV2 = eventContract({
  type: "archipelago.payments.captured.v2",
  audience: "market",
  data: z.strictObject({
    ...movedMoney,
    /** `shipment`: because `shipmentId` left; `immediate`: with the authorisation. */
    cause: z.enum(["shipment", "immediate"]),
  }),
});
