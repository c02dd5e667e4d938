import * as z from "zod";
import { count, span } from "./figures.ts";
import { dated } from "./provenance.ts";

/** What people may ask about their data, and by when it is answered. Not read yet: for such requests. */
export const privacy = z.strictObject({
  requests: z
    .array(
      dated({
        /** A copy of the data, a simplified copy, or the word that the request has arrived. */
        request: z.enum(["access", "access-simplified", "access-confirmation"]),
        /** The zone in which the rule holds; `null` for the whole market. */
        zone: z.nullable(z.string()),
        /** By when it is answered, counted from the request. */
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
