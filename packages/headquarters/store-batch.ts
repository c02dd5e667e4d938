import pMap from "p-map";
import type { Instant } from "#kernel/time";
import { log } from "#platform/log";
import { count } from "#platform/metrics";
import { type Batch, dayOf, type SeriesName, seriesName, seriesOf } from "./batch.ts";
import type { BatchStore } from "./batch-store.ts";
import { additionsOf } from "./rollup.ts";
import type { RollupStore } from "./rollup-store.ts";

/** What the centre keeps: batches, and the sums that are made of them. */
export type Archive = { readonly batches: BatchStore; readonly rollups: RollupStore };

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

/** Batches by which one call advances a series: what is left is for the next one. `acknowledge-batches` calls it, too,
 *  every minute. */
const longestStride = 100;
/** Sums written side by side. */
const atOnce = 8;

/**
 * Advances a series to its next gap. Each batch is added to the sums before it is shown, and a sum remembers how far it
 * has counted: so whatever stops half-way, or runs twice side by side, is finished by the next run and counts once.
 * @returns whether it may go on from here at once
 */
export async function advanceSeries({ batches, rollups }: Archive, name: SeriesName, now: Instant): Promise<boolean> {
  let { through = 0, newestDay } = (await batches.findSeries(name)) ?? {};
  for (let steps = 0; steps < longestStride; steps++) {
    const next = await batches.find(name, through + 1);
    if (!next) return false;
    await pMap(additionsOf(next.data), (addition) => rollups.add(addition), { concurrency: atOnce });
    through += 1;
    const day = dayOf(next);
    if (newestDay === undefined || day > newestDay) {
      // the first day begins with the first batch, also in a series that was counted before days were noted
      await batches.noteFirstOfDay(name, day, newestDay === undefined ? 1 : through);
      newestDay = day;
    }
    await batches.advance(name, through, newestDay, now);
  }
  return true;
}

/** Lets those who advance the same series wait for each other: the second finds its work done, and costs two reads. */
export function inTurn(advance: typeof advanceSeries = advanceSeries): typeof advanceSeries {
  const last = new Map<string, Promise<unknown>>();
  return (archive, name, now) => {
    const before = last.get(seriesName(name)) ?? Promise.resolve();
    const turn = before.catch(() => {}).then(() => advance(archive, name, now));
    last.set(seriesName(name), turn);
    return turn;
  };
}
