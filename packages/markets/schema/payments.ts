import * as z from "zod";
import { paymentMethods } from "../vocabulary.ts";
import { count, days, seconds } from "./figures.ts";
import { sourced } from "./provenance.ts";

const method = {
  method: z.enum(paymentMethods),
  /** How long a placed order stays `held` waiting for its money, in seconds. */
  holdSeconds: seconds,
  /** How many instalments a buyer may ask for; 1 means none. */
  maximumInstalments: count,
  /** How long after payment money can still go back the way it came, in days; `null` when no limit is known. */
  refundWindowDays: z.nullable(days),
};

/** Money is promised first and taken when goods leave: undone by a void, or by a refund once taken. */
const authorised = sourced({
  ...method,
  settlement: z.literal("authorise-then-capture"),
  /** How long the promise stands, in seconds. */
  authorisationSeconds: seconds,
  /** How long before it ends a new promise is asked for, in seconds; `null` where the method cannot be asked again. */
  reauthoriseBeforeSeconds: z.nullable(seconds),
});

/** Money arrives at once: undone by a refund only. */
const immediate = sourced({ ...method, settlement: z.literal("immediate") });

export const payments = z.strictObject({
  methods: z.array(z.discriminatedUnion("settlement", [authorised, immediate])).min(1),
});
