import * as z from "zod/mini";
import { eventContract } from "#kernel/event";
import { orderId } from "./ids.ts";

/** Every line of a confirmed order is delivered or cancelled, and at least one is delivered. */
export const completedV1 = eventContract({
  type: "archipelago.ordering.completed.v1",
  audience: "market",
  data: z.strictObject({ orderId }),
});
