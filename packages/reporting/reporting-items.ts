import { fromItem, type Item, type Key, toItem } from "#platform/dynamo";
import type { Batch } from "./batch.ts";
import type { Epoch } from "./epoch.ts";
import { anonymousBuyer, type Observation } from "./observation.ts";
import { parts } from "./observation-store.ts";

/** The control totals of an epoch are spread over this many items: each takes some sixty additions a second. */
export const controlShards = 64;

const padded = (count: number, digits: number): string => String(count).padStart(digits, "0");

/** Where an observation lies: its id names nothing else. */
export const observationKey = (id: string): Key => ({ pk: `obs#${id}`, sk: "obs" });
/** The slots in which observations of an epoch may wait. */
export const slotPartition = (epoch: number): string => `slots#${epoch}`;
/** Where it is noted when observations of a slot arrived. */
export const slotKey = (epoch: number, slot: string): Key => ({ pk: slotPartition(epoch), sk: slot });
/** The windows of an epoch that were evaluated. */
export const evaluatedPartition = (epoch: number): string => `evaluated#${epoch}`;
/** The mark of an evaluated window. @param name as `windowName` makes it */
export const evaluatedKey = (epoch: number, name: string): Key => ({ pk: evaluatedPartition(epoch), sk: name });
/** The plans of an epoch that were committed and not finished. */
export const planPartition = (epoch: number): string => `plans#${epoch}`;
/** Where a plan lies while its observations leave. */
export const planKey = (epoch: number, id: string): Key => ({ pk: planPartition(epoch), sk: id });
/** A page of selections is hundreds of write units, and a partition takes a thousand a second: pages take turns. */
const selectionShards = 16;
const selectionPartition = (epoch: number, shard: number): string => `selections#${epoch}#${shard}`;
/** Everywhere that pages of an epoch lie. */
export const selectionPartitions = (epoch: number): readonly string[] =>
  Array.from({ length: selectionShards }, (_, shard) => selectionPartition(epoch, shard));
/** Where one page of a plan's selections lies. */
export const selectionKey = (epoch: number, id: string, page: number): Key => ({
  pk: selectionPartition(epoch, page % selectionShards),
  sk: `${id}#${padded(page, 6)}`,
});
/** The batches of an epoch, in their order. */
export const batchPartition = (epoch: number): string => `batches#${epoch}`;
/** Where a batch lies, for ever. */
export const batchKey = (epoch: number, sequence: number): Key => ({
  pk: batchPartition(epoch),
  sk: padded(sequence, 12),
});
/** All epochs of the market, in their order. */
export const epochPartition = "epochs";
/** Where an epoch lies, with its sums. */
export const epochKey = (number: number): Key => ({ pk: epochPartition, sk: padded(number, 6) });
/** Where the one writer's lease lies. */
export const leaseKey: Key = { pk: "lease", sk: "writer" };
/** Where an entry of the control totals lies, once for each order and cause. */
export const controlEntryKey = (orderId: string, cause: string): Key => ({ pk: `entry#${orderId}`, sk: cause });
/** Where one share of an epoch's control totals lies. */
export const controlTotalsKey = (epoch: number, shard: number): Key => ({
  pk: `control-total#${epoch}#${shard}`,
  sk: "control-total",
});

const byText = (text: string, shares: number): number =>
  [...text].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003, 7) % shares;
/** The share of the control totals in which an order counts. */
export const controlShardOf = (orderId: string): number => byText(orderId, controlShards);

/** Where observations of a part wait. */
export const waitingPartition = (epoch: number, part: number): string => `${epoch}#${part}`;
/** The part in which an observation waits. All of one identity are in one part; those of nobody are spread by their own
 *  ids. */
export const partOf = ({ id, identity }: Pick<Observation, "id" | "identity">): number =>
  byText(identity === anonymousBuyer ? id : identity, parts);
/** How waiting observations are sorted: by slot, then by buyer. */
export const waitingRank = ({ slot, identity }: Pick<Observation, "slot" | "identity">): string =>
  `${slot}#${identity}`;

/**
 * An observation as an item; with an epoch it waits in the index, without one it tells nothing of its buyer. What it
 * counts is one text, `sale live toys 2017-12-01T14 2018-02 orders=1 units=2 goods=3998`: millions of them are read and
 * written in an hour, and each attribute costs time and room. Its buyer stands in the rank alone.
 */
export function observationItem(observation: Observation, epoch: number | undefined): Item {
  const { id, kind, channel, category, slot, arrivedIn, measures } = observation;
  const amounts = Object.entries(measures).map(([name, value]) => `${name}=${value}`);
  const counts = [kind, channel, category, slot, arrivedIn, ...amounts].join(" ");
  const item = { ...observationKey(id), kind: "observation", counts };
  if (epoch === undefined) return toItem(item);
  return toItem({
    ...item,
    epoch,
    waiting: waitingPartition(epoch, partOf(observation)),
    rank: waitingRank(observation),
  });
}

/** An observation that left with a batch (0: it never will): it says nothing of its buyer and waits no more. */
export function retiredItem(item: Item, batch: number): Item {
  const { waiting: _, rank: __, ...kept } = item;
  return { ...kept, batch: { N: String(batch) } };
}

/** An observation that waits. */
export function readObservation({ pk, counts, rank }: Item): Observation {
  const counted = readCounts(counts);
  return { id: observationIdIn(pk), identity: rank?.S?.slice(counted.slot.length + 1) ?? "", ...counted };
}

/** What an observation counts. */
export function readCounts(counts: Item[string] | undefined): Omit<Observation, "id" | "identity"> {
  const [kind, channel = "", category = "", slot = "", arrivedIn = "", ...amounts] = (counts?.S ?? "").split(" ");
  const measures: Record<string, number> = {};
  for (const amount of amounts) {
    const [name = "", value] = amount.split("=");
    measures[name] = Number(value);
  }
  return { kind: kind as Observation["kind"], slot, channel, category, measures, arrivedIn };
}

/** The id of an observation, from its partition. */
export const observationIdIn = (pk: Item[string] | undefined): string => (pk?.S ?? "").slice("obs#".length);

/** A batch as an item. */
export const batchItem = ({ cells, ...batch }: Batch): Item =>
  toItem({ ...batchKey(batch.epoch, batch.sequence), kind: "batch", ...batch, cells: JSON.stringify(cells) });
/** Reads a batch. */
export function readBatch(item: Item): Batch {
  const { epoch, sequence, committedAt, cells } = fromItem<Omit<Batch, "cells"> & { cells: string }>(item);
  return { epoch, sequence, committedAt, cells: JSON.parse(cells) as Batch["cells"] };
}

/** An epoch as an item. */
export const epochItem = ({ number, ...epoch }: Epoch): Item =>
  toItem({ ...epochKey(number), kind: "epoch", number, ...epoch });
/** Reads an epoch. */
export function readEpoch(item: Item): Epoch {
  const { pk: _, sk: __, kind: ___, ...epoch } = fromItem<Epoch & Key & { kind: string }>(item);
  return epoch;
}
