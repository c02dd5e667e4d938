import * as z from "zod/mini";

/** Whether the centre answers, which release of it, and how up to date its figures of each attached market are. */
export const healthView = z.object({
  status: z.enum(["ok", "behind"]),
  version: z.string(),
  /** `lagSeconds`: since when the centre has not known that it has everything, `null` where it never heard of the
   *  market; `behind`: batches that are known of and not shown yet. */
  markets: z.record(z.string(), z.object({ lagSeconds: z.nullable(z.number()), behind: z.int() })),
});
