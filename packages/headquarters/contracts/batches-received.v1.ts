import * as z from "zod/mini";
import { eventContract } from "#kernel/event";

/** What the centre has of one market's epoch: everything up to `through`, and which batches it asks for again. Put on
 *  that market's own bus for directives; a repeat says the same again. */
export const batchesReceivedV1 = eventContract({
  type: "archipelago.headquarters.batches-received.v1",
  audience: "market",
  data: z.strictObject({
    market: z.string().check(z.regex(/^[a-z]{2,8}$/)),
    epoch: z.int().check(z.positive()),
    /** Acknowledged up to this one; 0 for none. */
    through: z.int().check(z.nonnegative()),
    /** The first hundred at most. */
    missing: z.array(z.int().check(z.positive())).check(z.maxLength(100)),
  }),
});
