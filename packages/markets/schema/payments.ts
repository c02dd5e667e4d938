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
  /**
   * How long after payment money can still go back the way it came, in days; `null` when no limit is known. Not read yet:
   * for refunds after capture.
   */
  refundWindowDays: z.nullable(days),
};

/** Money is authorised first and captured when goods leave: undone by a void, or by a refund once captured. */
const deferred = sourced({
  ...method,
  captureMode: z.literal("deferred"),
  /** How long the authorisation stands, in seconds. */
  authorisationSeconds: seconds,
  /** How long before it ends a new authorisation is asked for, in seconds; `null` where the method cannot be asked again. */
  reauthoriseBeforeSeconds: z.nullable(seconds),
});

/** Money is captured with the authorisation itself: undone by a refund only. */
const immediate = sourced({ ...method, captureMode: z.literal("immediate") });

/** How buyers may pay. What an order agreed on stays, whatever changes here. */
export const payments = z.strictObject({
  methods: z.array(z.discriminatedUnion("captureMode", [deferred, immediate])).min(1),
});
