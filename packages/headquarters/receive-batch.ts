import type { Instant } from "#kernel/time";
import { log } from "#platform/log";
import { count } from "#platform/metrics";
import { type Batch, type SeriesName, seriesName, seriesOf } from "./batch.ts";
import type { BatchStore } from "./batch-store.ts";
import { additionsOf, type RollupStore } from "./rollup.ts";

export type Archive = { readonly batches: BatchStore; readonly rollups: RollupStore };

/** Takes in a batch that came across: once, twice, late or before its predecessors.
 *  @param move moves its series on */
export async function receiveBatch(archive: Archive, batch: Batch, now: Instant, move = moveOn): Promise<void> {
  const { market, epoch, sequence } = batch.data;
  if ((await archive.batches.keep(batch)) === "another") {
    // the first stays: readers may have seen it
    log.error("two batches have one number; the second is ignored", { market, epoch, sequence });
    count("BatchesInConflict");
  }
  await archive.batches.noteReceived(seriesOf(batch), sequence, now);
  await move(archive, seriesOf(batch), now);
}

/** Batches that one call moves a series on by: what is left is for the next call, which comes within a minute. */
const longestStride = 100;
/** Sums written side by side. */
const atOnce = 8;

/**
 * Moves a series on to its next gap. Each batch is added to the sums before it is shown, and a sum remembers how far it
 * has counted: so whatever stops half-way, or runs twice side by side, is finished by the next run and counts once.
 * @returns whether it may go on from here at once
 */
export async function moveOn({ batches, rollups }: Archive, name: SeriesName, now: Instant): Promise<boolean> {
  let through = (await batches.findSeries(name))?.through ?? 0;
  for (let steps = 0; steps < longestStride; steps++) {
    const next = await batches.find(name, through + 1);
    if (!next) return false;
    const additions = additionsOf(next.data);
    for (let from = 0; from < additions.length; from += atOnce)
      await Promise.all(additions.slice(from, from + atOnce).map((addition) => rollups.add(addition)));
    through += 1;
    await batches.moveOn(name, through, now);
  }
  return true;
}

/** Lets those who move the same series on wait for each other: the second finds its work done, and costs two reads. */
export function inTurn(move: typeof moveOn = moveOn): typeof moveOn {
  const last = new Map<string, Promise<unknown>>();
  return (archive, name, now) => {
    const before = last.get(seriesName(name)) ?? Promise.resolve();
    const turn = before.catch(() => {}).then(() => move(archive, name, now));
    last.set(seriesName(name), turn);
    return turn;
  };
}
