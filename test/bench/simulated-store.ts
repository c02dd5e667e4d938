import { type Item, type Key, readName } from "#platform/dynamo";
import { observationItem, retiredItem } from "#reporting/reporting-items";
import { reportingTable } from "#reporting/table";
import { type ItemStore, itemStore } from "#test/support/dynamodb/item-store";
import { indexesByPart, indexOf, observationAt, type Sales } from "./simulated-observations.ts";

const epoch = 1;
const prefix = "obs#";

/**
 * The items of reporting's table, with the observations of some hours waiting among them. Observations are made when they are asked for:
 * of each only what became of it is kept, so that an hour of millions fits. Within their hour they wait in no order:
 * nobody asks for one.
 */
export function simulatedStore(sales: Sales): ItemStore {
  const others = itemStore([reportingTable]);
  /** The batch with which an observation left, 0 while it waits. */
  const left = new Uint32Array(sales.observationsPerHour * sales.slots.length);
  const byPart = sales.slots.map((_, hour) => indexesByPart(hour, sales));
  const indexIn = (pk: string): number => indexOf(pk.slice(prefix.length));
  const isSimulated = ({ pk }: Key): boolean => pk.startsWith(prefix) && indexIn(pk) < left.length;
  const waiting = (index: number): Item => observationItem(observationAt(index, sales), epoch);

  return {
    find(table, key) {
      if (!isSimulated(key)) return others.find(table, key);
      const index = indexIn(key.pk);
      return left[index] ? retiredItem(waiting(index), left[index]) : waiting(index);
    },
    keep(table, key, item) {
      if (!isSimulated(key)) return others.keep(table, key, item);
      if (!item || item.waiting)
        throw new Error(`a simulated observation may leave, and no more: ${readName({ table, key })}`);
      left[indexIn(key.pk)] = Number(item.batch?.N);
    },
    *inPartition(partition) {
      if (partition.index === undefined) return yield* others.inPartition(partition);
      const part = Number(partition.value.split("#")[1]);
      const after = partition.after?.pk?.S === undefined ? -1 : indexIn(partition.after.pk.S);
      for (const parts of byPart)
        for (const index of parts[part] ?? []) if (index > after && !left[index]) yield waiting(index);
    },
    all: (table) => others.all(table),
  };
}
