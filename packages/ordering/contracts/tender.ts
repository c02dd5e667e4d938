import * as z from "zod/mini";
import { amount } from "#kernel/schemas";

/** A means by which a part of an order is paid. `amount` is that part, in the minor unit of the event's currency;
 *  `installments` in how many the buyer pays it, where the buyer chose so. */
export const tender = z.strictObject({
  method: z.string(),
  amount,
  installments: z.optional(z.int().check(z.gte(1))),
});
