import * as z from "zod";
import { autonomySubjects, categories } from "../vocabulary.ts";
import { amount, days, percent, seconds } from "./figures.ts";
import { dated, history } from "./provenance.ts";

/** What a seller pays the marketplace. */
const fee = dated({
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
  /** Tiers by the base, ascending; `below` is exclusive, and `null` in the last. */
  tiers: z.array(z.strictObject({ below: z.nullable(amount), percent, fixed: amount })).min(1),
  /** Most that is charged per SKU; `null` for no limit. */
  maximumPerSku: z.nullable(amount),
});

export const fees = z.array(fee).min(1);

/** When sellers get their money. */
export const payout = history({ daysAfterDelivery: days, minimum: amount });

/** When figures about buyers may leave the market. */
export const reporting = z.strictObject({
  /** Fewest identities behind a published figure. */
  k: z.int().min(3),
  /** Greatest share that one identity may have in it, in per cent. */
  dominancePercent: z.int().min(1).max(99),
  /** The finest window, in seconds. A deployment may shorten it to try the system out. */
  windowSeconds: seconds.refine((length) => 3_600 % length === 0, "must be an hour or a whole part of one"),
  /** How long a window must have been quiet before it is tried, in seconds. A deployment may shorten it. */
  graceSeconds: seconds,
});

/** Who decides on a directive of the centre: it applies, operations answer it, or it is recorded and declined. */
export const autonomy = z.array(
  dated({ subject: z.enum(autonomySubjects), decides: z.enum(["central", "local-approval", "local"]) }),
);
