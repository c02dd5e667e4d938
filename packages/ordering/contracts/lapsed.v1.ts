import * as z from "zod/mini";
import { eventContract } from "#kernel/event";
import { orderId } from "./ids.ts";

/** No money came until the order was due: all it held is free again. */
export const lapsedV1 = eventContract({
  type: "archipelago.ordering.lapsed.v1",
  audience: "market",
  data: z.strictObject({ orderId }),
});
