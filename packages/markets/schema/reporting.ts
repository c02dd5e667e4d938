import * as z from "zod";
import { seconds } from "./figures.ts";

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
