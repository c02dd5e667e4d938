import type { Instant } from "#kernel/time";
import { log } from "#platform/log";
import { count } from "#platform/metrics";
import { type Archive, advanceSeries } from "./advance-series.ts";
import { type Batch, seriesOf } from "./batch.ts";

/**
 * Takes in a batch that came across: once, twice, late or before its predecessors.
 * @param advance advances its series
 */
export async function storeBatch(archive: Archive, batch: Batch, now: Instant, advance = advanceSeries): Promise<void> {
  const { market, epoch, sequence } = batch.data;
  if ((await archive.batches.keep(batch)) === "another") {
    // the first stays: readers may have seen it
    log.error("two batches have one number; the second is ignored", { market, epoch, sequence });
    count("BatchesInConflict");
  }
  await archive.batches.noteReceived(seriesOf(batch), sequence, now);
  await advance(archive, seriesOf(batch), now);
}
