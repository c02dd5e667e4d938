import * as z from "zod/mini";
import { eventContract } from "#kernel/event";
import { amount, currency, instant } from "#kernel/schemas";
import { orderId } from "./ids.ts";
import { tender } from "./tender.ts";

/** An order is placed: all its stock is held and it waits for its money until `dueAt`. */
export const placedV2 = eventContract({
  type: "archipelago.ordering.placed.v2",
  audience: "market",
  data: z.strictObject({
    orderId,
    currency,
    /** What the buyer owes in all, in the minor unit of `currency`. */
    total: amount,
    /** How the buyer pays it; they add up to `total`. */
    tenders: z.array(tender).check(z.minLength(1)),
    /** What promotions took off it, by who bears it. */
    promotions: z.array(
      z.strictObject({ promotionId: z.string().check(z.minLength(1)), platform: amount, seller: amount }),
    ),
    placedAt: instant,
    dueAt: instant,
  }),
});
