import * as z from "zod";
import { count, days } from "./figures.ts";
import { dated, history } from "./provenance.ts";

/** A span to count from an event; the day of the event itself is day zero. */
const span = z.strictObject({
  unit: z.enum(["calendar-day", "working-day", "calendar-month"]),
  count: days,
  /** What happens when the last day is none to work on. */
  roll: z.enum(["none", "next-working-day"]),
});

/** How a buyer may go back on an order, and by when things must have happened. */
export const returns = history({
  /** Days from receipt in which a buyer may withdraw. */
  withdrawalDays: days,
  withdrawalBy: z.enum(["law", "policy"]),
  /** Days from withdrawing in which goods must be sent back; `null` where no rule is known. */
  sendBackDays: z.nullable(days),
  /** By when money goes back, counted from goods or proof of return received; `null` where no rule is known. */
  refundAfterReturn: z.nullable(span),
  /** The same for goods that were never sent, counted from the cancellation. */
  refundUnshipped: z.nullable(span),
  refundsDelivery: z.enum(["basic", "all", "policy"]),
  /** Whether the refund is adjusted for inflation. */
  inflationAdjusted: z.boolean(),
  /** Days from the order to dispatch when nothing was stated; `null`: as offered. */
  dispatchDays: z.nullable(days),
});

/** What a person may ask about their data, and by when it is answered. */
export const privacy = z.strictObject({
  requests: z
    .array(
      dated({
        request: z.enum(["access", "access-simplified", "access-confirmation"]),
        /** The zone in which the rule holds; `null` for the whole market. */
        zone: z.nullable(z.string()),
        answer: span,
        /** The longest allowed in complex cases, counted from the request; `null` when it cannot be extended. */
        extendedTo: z.nullable(span),
      }),
    )
    .min(1),
  /** How data may leave the country, in words, for the record of processing. */
  transfers: z.array(dated({ instrument: z.string() })),
  /** Above these numbers of people a bulk transfer is restricted whatever was done to the data. */
  bulkLimits: z.array(dated({ data: z.string(), people: count, towards: z.array(z.string().length(2)).min(1) })),
});
