import * as z from "zod/mini";
import { eventContract } from "#kernel/event";
import { currency } from "#kernel/schemas";
import { orderId } from "./ids.ts";
import { share } from "./share.ts";
import { tender } from "./tender.ts";

/** An order's money is there: its goods may be sent. Lines that were cancelled before are no part of it any more. */
export const confirmedV2 = eventContract({
  type: "archipelago.ordering.confirmed.v2",
  audience: "market",
  data: z.strictObject({
    orderId,
    currency,
    /** One for each seller, in the order of their first lines. Their amounts add up to what the buyer owes. */
    shares: z.array(share).check(z.minLength(1)),
    /** How the buyer pays that; they add up to the same. */
    tenders: z.array(tender).check(z.minLength(1)),
  }),
});
