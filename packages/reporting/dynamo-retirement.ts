import { BatchWriteItemCommand, type BatchWriteItemCommandOutput, type WriteRequest } from "@aws-sdk/client-dynamodb";
import pMap from "p-map";
import { pause } from "#platform/contention";
import { type Item, readMany, readName, type TableHandle } from "#platform/dynamo";
import { digestsIn } from "./digests.ts";
import { observationKey, retiredItem } from "./reporting-items.ts";
import type { SelectionPage } from "./writer-store.ts";

/** Observations read in one request, and requests under way: enough to keep one processor busy, too few to be a
 *  burst. */
const observationsPerRead = 100;
const readsAtOnce = 4;
/** DynamoDB takes so many items in one request. */
const observationsPerWrite = 25;

/**
 * Lets observations leave: each is read and put back without its buyer and its place in the index. One update each
 * would do the same at ten times the processor time. No condition guards the writes: one committed plan alone selects
 * an observation, nothing else of it ever changes, and what an eraser would take is gone with them.
 */
export async function retireObservations(handle: TableHandle, { sequence, ids }: SelectionPage): Promise<void> {
  const retire = async (some: readonly string[]): Promise<void> => {
    const items = await readObservations(handle, some);
    const waiting = items.filter(({ waiting }) => waiting);
    for (const item of items)
      if (item.batch && item.batch.N !== String(sequence)) throw new Error("an observation would leave twice");
    for (const few of slices(waiting, observationsPerWrite)) await putBack(handle, few, sequence);
  };
  await pMap(slices(digestsIn(ids), observationsPerRead), retire, { concurrency: readsAtOnce });
}

/** @throws Error when one is not there: a selection names observations that were read, and observations are never
 *  deleted */
async function readObservations(handle: TableHandle, ids: readonly string[]): Promise<readonly Item[]> {
  const reads = ids.map((id) => ({ table: handle.table, key: observationKey(id) }));
  const found = new Map(await readMany(handle, reads));
  // a cheap read may not show yet what was recorded a moment ago
  const missing = reads.filter((read) => !found.has(readName(read)));
  for (const [name, item] of await readMany(handle, missing, "strong")) found.set(name, item);
  if (found.size !== ids.length) throw new Error("a plan selected an observation that is not there");
  return [...found.values()];
}

async function putBack({ dynamo, table }: TableHandle, items: readonly Item[], sequence: number): Promise<void> {
  let left: WriteRequest[] | undefined = items.map((item) => ({ PutRequest: { Item: retiredItem(item, sequence) } }));
  for (let attempt = 0; left && left.length > 0; attempt++) {
    if (attempt > 0) await pause(attempt);
    const answer: BatchWriteItemCommandOutput = await dynamo.send(
      new BatchWriteItemCommand({ RequestItems: { [table]: left } }),
    );
    left = answer.UnprocessedItems?.[table];
  }
}

const slices = <Thing>(things: readonly Thing[], size: number): readonly (readonly Thing[])[] =>
  Array.from({ length: Math.ceil(things.length / size) }, (_, at) => things.slice(at * size, (at + 1) * size));
