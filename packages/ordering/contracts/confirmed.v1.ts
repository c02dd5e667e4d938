import * as z from "zod/mini";
import { eventContract } from "#kernel/event";
import { orderId } from "./ids.ts";

/** An order's money is there: its goods may be sent. */
export const confirmedV1 = eventContract({
  type: "archipelago.ordering.confirmed.v1",
  audience: "market",
  data: z.strictObject({ orderId }),
});
