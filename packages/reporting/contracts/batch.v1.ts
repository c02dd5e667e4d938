import * as z from "zod/mini";
import { eventContract } from "#kernel/event";
import { categories, channels } from "#markets/vocabulary";

const count = z.int().check(z.nonnegative());
/** Minor units of the batch's currency. */
const amount = z.int().check(z.nonnegative());
const goods = z.strictObject({ orders: count, units: count, goods: amount });

/** What every cell says of itself: how finely it is cut, and the least number of buyers behind any of its measures. */
const key = {
  level: z.enum(["hour", "day", "week", "month", "category-other", "channel-other", "undated"]),
  /** ISO 8601 in the market's reporting zone; absent where nothing is dated. */
  period: z.optional(z.string().check(z.regex(/^\d{4}-(\d{2}(-\d{2}(T\d{2})?)?|W\d{2})$/))),
  channel: z.optional(z.enum([...channels, "other"])),
  category: z.optional(z.enum(categories)),
  buyers: z.int().check(z.positive()),
};

/** Figures of one market that may be known outside it: each speaks for many buyers, none for a single order. */
export const batchV1 = eventContract({
  type: "archipelago.reporting.batch.v1",
  audience: "central",
  data: z.strictObject({
    market: z.string().check(z.regex(/^[a-z]{2,8}$/)),
    currency: z.string().check(z.regex(/^[A-Z]{3}$/)),
    epoch: z.int().check(z.positive()),
    /** From 1 within its epoch, without holes. */
    sequence: z.int().check(z.positive()),
    cells: z.array(
      z.discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("sale"), ...key, measures: goods }),
        z.strictObject({ kind: z.literal("cancellation"), ...key, measures: goods }),
        z.strictObject({ kind: z.literal("shipping"), ...key, measures: z.strictObject({ amount }) }),
      ]),
    ),
  }),
});
