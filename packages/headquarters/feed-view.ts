import * as z from "zod/mini";
import { documented } from "#kernel/documented";
import { pageQuery } from "#platform/page";
import { batchV1 } from "#reporting/contracts/batch.v1";
import type { Batch } from "./batch.ts";
import { isDateOrHour } from "./periods.ts";

/** `?from=&after=&limit=`: a reader begins with a day, or goes on after a cursor. */
export const feedQuery = z.strictObject({
  limit: pageQuery.limit,
  after: documented(z.optional(z.string()), (generated) => ({
    ...generated,
    description: "Goes on where an earlier answer ended: its `next`. Not together with `from`.",
  })),
  from: documented(
    z.optional(
      z.string().check(
        z.maxLength(20),
        z.refine((text) => isDateOrHour(text) && !text.includes("T"), "must be a date, such as 2017-12-01"),
      ),
    ),
    () => ({
      type: "string",
      format: "date",
      description: "Begins with each market's first batch that was written at or after 00:00 UTC of this day.",
    }),
  ),
});

/** A batch as readers of the feed get it: a CloudEvent in the JSON format (CloudEvents 1.0). */
const feedEventView = z.object({
  specversion: z.literal("1.0"),
  /** `<market>/<epoch>/<sequence>`, for ever the same batch. */
  id: z.string(),
  source: z.string(),
  type: z.literal(batchV1.type),
  /** When the market published it. */
  time: z.string(),
  datacontenttype: z.literal("application/json"),
  data: batchV1.data,
});
/** A batch as it is shown. */
export type FeedEvent = z.output<typeof feedEventView>;

/** One page of the feed. `next` goes on from here, for ever; `caughtUp` when there is nothing more to show. */
export const feedView = z.object({ events: z.array(feedEventView), next: z.string(), caughtUp: z.boolean() });

/** A batch as an event of the feed. */
export const feedEvent = ({ data, time }: Batch): FeedEvent => ({
  specversion: "1.0",
  id: `${data.market}/${data.epoch}/${data.sequence}`,
  source: `archipelago/${data.market}`,
  type: batchV1.type,
  time,
  datacontenttype: "application/json",
  data,
});
