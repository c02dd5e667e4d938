import * as z from "zod/mini";
import { eventContract } from "#kernel/event";
import { amount, currency } from "#kernel/schemas";
import { orderId } from "#ordering/contracts/ids";
import { tender } from "#ordering/contracts/tender";
import { reference } from "./fields.ts";
import { paymentId } from "./ids.ts";

/** The buyer's money is authorised, or captured already where the method does so at once: the order is paid. */
export const authorisedV2 = eventContract({
  type: "archipelago.payments.authorised.v2",
  audience: "market",
  data: z.strictObject({
    orderId,
    paymentId,
    currency,
    /** In the minor unit of `currency`, and what the tenders add up to. */
    amount,
    tenders: z.array(tender),
    reference,
  }),
});
