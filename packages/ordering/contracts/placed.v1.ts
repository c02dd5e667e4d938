import * as z from "zod/mini";
import { eventContract } from "#kernel/event";
import { amount, instant } from "#kernel/schemas";
import { orderId } from "./ids.ts";

/** An order is held: all its stock is taken and it waits for its money until `dueAt`. */
export const placedV1 = eventContract({
  type: "archipelago.ordering.placed.v1",
  audience: "market",
  data: z.strictObject({
    orderId,
    total: amount,
    /** ISO 4217. */
    currency: z.string().check(z.regex(/^[A-Z]{3}$/)),
    method: z.string(),
    installments: z.optional(z.int().check(z.gte(1))),
    placedAt: instant,
    dueAt: instant,
  }),
});
