import { PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import pMap from "p-map";
import { fromItem, type TableHandle, toItem, toValues, unlessRefused } from "#platform/dynamo";
import { partitionPages, queryPages } from "#platform/query";
import { anonymousBuyer } from "./observation.ts";
import type { ObservationStore } from "./observation-store.ts";
import {
  evaluatedPartition,
  observationIdIn,
  observationItem,
  observationKey,
  partOf,
  slotKey,
  slotPartition,
  waitingPartition,
  waitingRank,
} from "./reporting-items.ts";
import type { WindowIndex } from "./window-index.ts";

/** Slots from which a buyer is erased side by side. */
const slotsAtOnce = 16;

/** Observations in DynamoDB. */
export function dynamoObservationStore(handle: TableHandle): ObservationStore {
  const { dynamo, table } = handle;
  return {
    async record(observation, epoch) {
      const put = new PutItemCommand({
        TableName: table,
        Item: observationItem(observation, epoch),
        ConditionExpression: "attribute_not_exists(pk)",
      });
      return (await unlessRefused(dynamo.send(put))) ? "known" : "recorded";
    },
    async touch(epoch, slot, at) {
      await dynamo.send(
        new UpdateItemCommand({
          TableName: table,
          Key: toItem(slotKey(epoch, slot)),
          UpdateExpression: "SET firstArrival = if_not_exists(firstArrival, :at), lastArrival = :at, kind = :kind",
          ExpressionAttributeValues: toValues({ ":at": at, ":kind": "slot" }),
        }),
      );
    },
    async erase(epoch, slots, identity) {
      const waiting = waitingPartition(epoch, partOf({ id: "", identity }));
      let erased = 0;
      const eraseIn = async (slot: string): Promise<void> => {
        for (const id of await waitingIds(handle, waiting, { slot, identity }))
          if (await forgetBuyer(handle, id, { slot, identity })) erased++;
      };
      await pMap(slots, eraseIn, { concurrency: slotsAtOnce });
      return erased;
    },
    windowIndex: (epoch) => readWindowIndex(handle, epoch),
  };
}

type Place = { readonly slot: string; readonly identity: string };

async function waitingIds(handle: TableHandle, waiting: string, place: Place): Promise<string[]> {
  const ids: string[] = [];
  const query = {
    IndexName: "waiting",
    KeyConditionExpression: "waiting = :waiting AND #rank = :rank",
    ExpressionAttributeNames: { "#rank": "rank" },
    ExpressionAttributeValues: toValues({ ":waiting": waiting, ":rank": waitingRank(place) }),
  };
  for await (const items of queryPages(handle, query)) for (const { pk } of items) ids.push(observationIdIn(pk));
  return ids;
}

/** @returns `false` for an observation that has left meanwhile: leaving made it forget already */
async function forgetBuyer({ dynamo, table }: TableHandle, id: string, { slot, identity }: Place): Promise<boolean> {
  const update = new UpdateItemCommand({
    TableName: table,
    Key: toItem(observationKey(id)),
    UpdateExpression: "SET #rank = :common",
    ConditionExpression: "#rank = :own",
    ExpressionAttributeNames: { "#rank": "rank" },
    ExpressionAttributeValues: toValues({
      ":common": waitingRank({ slot, identity: anonymousBuyer }),
      ":own": waitingRank({ slot, identity }),
    }),
  });
  return (await unlessRefused(dynamo.send(update))) === undefined;
}

/** What an epoch knows of its windows, read consistently. */
export async function readWindowIndex(handle: TableHandle, epoch: number): Promise<WindowIndex> {
  const slots: Map<string, { firstArrival: never; lastArrival: never }> = new Map();
  const evaluated = new Set<string>();
  for await (const items of partitionPages(handle, slotPartition(epoch)))
    for (const item of items) {
      const { sk, firstArrival, lastArrival } = fromItem<{ sk: string; firstArrival: never; lastArrival: never }>(item);
      slots.set(sk, { firstArrival, lastArrival });
    }
  for await (const items of partitionPages(handle, evaluatedPartition(epoch)))
    for (const item of items) evaluated.add(fromItem<{ sk: string }>(item).sk);
  return { slots, evaluated };
}
