import * as z from "zod/mini";
import { eventContract } from "#kernel/event";

/** There is a batch to be sent, for the first time or again. A nudge only: the batch lies in the market's table. */
export const batchWrittenV1 = eventContract({
  type: "archipelago.reporting.batch-written.v1",
  audience: "market",
  data: z.strictObject({ epoch: z.int().check(z.positive()), sequence: z.int().check(z.positive()) }),
});
