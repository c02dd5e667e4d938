import * as z from "zod/mini";
import { eventContract } from "#kernel/event";
import { orderId } from "./ids.ts";

/** A large order found stock missing while it was reserving: all it held is free again. */
export const refusedV1 = eventContract({
  type: "archipelago.ordering.refused.v1",
  audience: "market",
  data: z.strictObject({ orderId }),
});
