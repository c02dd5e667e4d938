import { DeleteItemCommand, GetItemCommand, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import pMap from "p-map";
import {
  fromItem,
  type Key,
  readMany,
  readName,
  type TableHandle,
  toItem,
  toValues,
  unlessRefused,
} from "#platform/dynamo";
import { partitionPages, queryPages } from "#platform/query";
import { transactLabelled } from "#platform/transaction";
import { readEpochs } from "./dynamo-epoch-store.ts";
import { readWindowIndex } from "./dynamo-observation-store.ts";
import { retireObservations } from "./dynamo-retirement.ts";
import type { Observation } from "./observation.ts";
import { planWrites } from "./plan-writes.ts";
import {
  evaluatedKey,
  leaseKey,
  observationIdIn,
  observationKey,
  planKey,
  planPartition,
  readCounts,
  readObservation,
  selectionKey,
  selectionPartitions,
  slotKey,
  waitingPartition,
} from "./reporting-items.ts";
import type { OpenPlan, SelectionPage, WaitingRange, WriterStore } from "./writer-store.ts";

const fewAtOnce = 16;
/** Pages of selections are as large as items may be. */
const largeAtOnce = 2;

/** What the writer reads and writes in DynamoDB. */
export function dynamoWriterStore(handle: TableHandle): WriterStore {
  const { dynamo, table } = handle;
  const drop = (key: object) => dynamo.send(new DeleteItemCommand({ TableName: table, Key: toItem(key) }));
  return {
    epochs: () => readEpochs(handle),
    windowIndex: (epoch) => readWindowIndex(handle, epoch),
    async lease(now, until) {
      const take = new UpdateItemCommand({
        TableName: table,
        Key: toItem(leaseKey),
        UpdateExpression: "SET #until = :until ADD fencing :one",
        ConditionExpression: "attribute_not_exists(pk) OR #until <= :now",
        ExpressionAttributeNames: { "#until": "until" },
        ExpressionAttributeValues: toValues({ ":until": until, ":now": now, ":one": 1 }),
        ReturnValues: "UPDATED_NEW",
      });
      let fencing: number | undefined;
      const refused = await unlessRefused(
        dynamo.send(take).then(({ Attributes = {} }) => {
          ({ fencing } = fromItem<{ fencing: number }>(Attributes));
        }),
      );
      return refused || fencing === undefined ? undefined : { fencing };
    },
    async renew({ fencing }, until) {
      const renewal = new UpdateItemCommand({
        TableName: table,
        Key: toItem(leaseKey),
        UpdateExpression: "SET #until = :until",
        ConditionExpression: "fencing = :fencing",
        ExpressionAttributeNames: { "#until": "until" },
        ExpressionAttributeValues: toValues({ ":until": until, ":fencing": fencing }),
      });
      return (await unlessRefused(dynamo.send(renewal))) === undefined;
    },
    async openPlans(epoch) {
      const plans: OpenPlan[] = [];
      for await (const items of partitionPages(handle, planPartition(epoch)))
        for (const item of items) {
          const { sk: id, pages, retired } = fromItem<{ sk: string; pages: number; retired: number }>(item);
          plans.push({ epoch, id, pages, retired });
        }
      return plans;
    },
    async *waiting({ except = () => false, ...range }, accuracy) {
      for await (const items of queryPages(handle, waitingIn(range))) {
        const observations = items.filter(({ pk }) => !except(observationIdIn(pk))).map(readObservation);
        yield accuracy === "indexed" ? observations : await asStored(handle, observations);
      }
    },
    async *counted(range) {
      const query = { ...waitingIn(range), ProjectionExpression: "counts" };
      for await (const items of queryPages(handle, query)) yield items.map(({ counts }) => readCounts(counts));
    },
    async select({ epoch, id }, page, { sequence, ids }) {
      const item = toItem({ ...selectionKey(epoch, id, page), kind: "selection", sequence, ids });
      await dynamo.send(new PutItemCommand({ TableName: table, Item: item }));
    },
    async commit(lease, plan, accepts) {
      const { outcome } = await transactLabelled(dynamo, planWrites(table, lease, plan, accepts));
      return outcome === "written" ? "committed" : "lost";
    },
    async selection({ epoch, id }, page) {
      const { Item } = await dynamo.send(
        new GetItemCommand({ TableName: table, Key: toItem(selectionKey(epoch, id, page)), ConsistentRead: true }),
      );
      if (!Item) throw new Error("a committed plan lost a page of its selections");
      const { sequence, ids } = fromItem<SelectionPage>(Item);
      return { sequence, ids };
    },
    retire: (selections) => retireObservations(handle, selections),
    async retiredThrough({ epoch, id }, retired) {
      const note = new UpdateItemCommand({
        TableName: table,
        Key: toItem(planKey(epoch, id)),
        UpdateExpression: "SET retired = :retired",
        ConditionExpression: "attribute_exists(pk) AND retired < :retired",
        ExpressionAttributeValues: toValues({ ":retired": retired }),
      });
      await unlessRefused(dynamo.send(note)); // another writer was faster, and that is as well
    },
    async finish({ epoch, id, pages }) {
      await drop(planKey(epoch, id)); // what is left of its pages then is dropped as any other orphan
      const keys = Array.from({ length: pages }, (_, page) => selectionKey(epoch, id, page));
      await pMap(keys, drop, { concurrency: largeAtOnce });
    },
    async dropSelections(epoch) {
      const dropAll = async (partition: string): Promise<void> => {
        for await (const items of partitionPages(handle, partition))
          for (const item of items) {
            const { pk, sk } = fromItem<Key>(item);
            await drop({ pk, sk });
          }
      };
      // should one fail, the others are waited for: none may go on dropping once the next writer selects
      await pMap(selectionPartitions(epoch), dropAll, { concurrency: fewAtOnce, stopOnError: false });
    },
    async forgetSlots(epoch, slots) {
      const forget = ({ slot, lastArrival }: (typeof slots)[number]) =>
        unlessRefused(
          dynamo.send(
            new DeleteItemCommand({
              TableName: table,
              Key: toItem(slotKey(epoch, slot)),
              ConditionExpression: "lastArrival = :seen",
              ExpressionAttributeValues: toValues({ ":seen": lastArrival }),
            }),
          ),
        );
      await pMap(slots, forget, { concurrency: fewAtOnce });
    },
    async forgetMarks(epoch, names) {
      await pMap(names, (name) => drop(evaluatedKey(epoch, name)), { concurrency: fewAtOnce });
    },
  };
}

/** Asks the index for the waiting observations of one part. */
const waitingIn = ({ epoch, part, from, to }: Omit<WaitingRange, "except">) => ({
  IndexName: "waiting",
  KeyConditionExpression: "waiting = :waiting AND #rank BETWEEN :from AND :to",
  ExpressionAttributeNames: { "#rank": "rank" },
  // "$" follows the "#" that ends a slot, and precedes whatever would make the slot's name longer
  ExpressionAttributeValues: toValues({ ":waiting": waitingPartition(epoch, part), ":from": from, ":to": `${to}$` }),
});

/** The same observations as the table has them now: those that left are gone, and who was erased is nobody. */
async function asStored(handle: TableHandle, observations: readonly Observation[]): Promise<readonly Observation[]> {
  const reads = observations.map(({ id }) => ({ table: handle.table, key: observationKey(id) }));
  const items = await readMany(handle, reads, "strong");
  return reads.flatMap((read) => {
    const item = items.get(readName(read));
    return item?.waiting ? [readObservation(item)] : [];
  });
}
