import * as z from "zod/mini";
import { eventContract } from "#kernel/event";

/** How many batches an epoch has by now. It tells the centre of a last batch that was lost, and that silence is
 *  silence. */
export const writtenThroughV1 = eventContract({
  type: "archipelago.reporting.written-through.v1",
  audience: "central",
  data: z.strictObject({
    market: z.string().check(z.regex(/^[a-z]{2,8}$/)),
    epoch: z.int().check(z.positive()),
    /** The newest sequence; 0 for none yet. */
    through: z.int().check(z.nonnegative()),
  }),
});
