import type * as metrics from "#platform/metrics";
import type { Gauges } from "./acknowledge-batches.ts";

/** Writes the metrics of a market's figures: how many batches are missing, and how far they lag behind. */
export const feedGauges =
  ({ gauge }: Pick<typeof metrics, "gauge">): Gauges =>
  (market, { lagSeconds, missing }) => {
    gauge("MissingBatches", { market }, missing, "Count");
    gauge("FeedLagSeconds", { market }, lagSeconds, "Seconds");
  };
