import * as z from "zod";
import { categories } from "../vocabulary.ts";
import { amount, days, percent } from "./figures.ts";
import { dated, history } from "./provenance.ts";

/** What sellers pay the marketplace. Not read yet: for settlement with sellers. */
export const fees = z
  .array(
    dated({
      fee: z.enum(["referral", "refund-administration"]),
      /** What `percent` is taken of. */
      base: z.enum([
        "payment-and-platform-discount-less-tax",
        "net-sales-shipping-and-platform-discount-less-refunds",
        "referral-fee",
        "price",
      ]),
      /** Whether the percentage contains value-added tax. */
      includesTax: z.boolean(),
      /** In which categories; absent means all that no other entry names. */
      categories: z.optional(z.array(z.enum(categories)).min(1)),
      /** Tiers by the base, ascending; `below` is exclusive, and `null` in the last. `fixed` is added for each unit. */
      tiers: z.array(z.strictObject({ below: z.nullable(amount), percent, fixed: amount })).min(1),
      /** Most that is charged per SKU; `null` for no limit. */
      maximumPerSku: z.nullable(amount),
    }),
  )
  .min(1);

/** When sellers get their money: days after delivery, and the least that is paid out. Not read yet: for settlement. */
export const payout = history({ daysAfterDelivery: days, minimum: amount });
