import { PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { Instant } from "#kernel/time";
import { type TableHandle, toItem, toValues, unlessRefused } from "#platform/dynamo";
import { partitionPages } from "#platform/query";
import { beginningOfTime, type Epoch } from "./epoch.ts";
import type { EpochStore } from "./epoch-store.ts";
import { epochItem, epochKey, epochPartition, readEpoch } from "./reporting-items.ts";

const blank = { lastSequence: 0, acknowledgedThrough: 0, published: {}, discarded: {} };

/** Epochs in DynamoDB: a handful of items, never deleted. */
export function dynamoEpochStore(handle: TableHandle): EpochStore {
  return {
    epochs: () => readEpochs(handle),
    async take(step) {
      switch (step.step) {
        case "open":
          return putNew(handle, { number: step.number, openedAt: step.at, ...blank });
        case "begin-detached":
          return putNew(handle, { number: 0, openedAt: beginningOfTime, closedAt: beginningOfTime, ...blank });
        case "close":
          return close(handle, step.number, step.at);
      }
    },
    async acknowledge(epoch, through) {
      await unlessRefused(
        handle.dynamo.send(
          new UpdateItemCommand({
            TableName: handle.table,
            Key: toItem(epochKey(epoch)),
            UpdateExpression: "SET acknowledgedThrough = :through",
            ConditionExpression: "acknowledgedThrough < :through AND lastSequence >= :through",
            ExpressionAttributeValues: toValues({ ":through": through }),
          }),
        ),
      );
    },
  };
}

/** All epochs, oldest first. */
export async function readEpochs(handle: TableHandle): Promise<readonly Epoch[]> {
  const epochs: Epoch[] = [];
  for await (const items of partitionPages(handle, epochPartition)) epochs.push(...items.map(readEpoch));
  return epochs;
}

async function putNew({ dynamo, table }: TableHandle, epoch: Epoch): Promise<void> {
  await unlessRefused(
    dynamo.send(
      new PutItemCommand({
        TableName: table,
        Item: epochItem(epoch),
        ConditionExpression: "attribute_not_exists(pk)",
      }),
    ),
  );
}

async function close({ dynamo, table }: TableHandle, epoch: number, at: Instant): Promise<void> {
  await unlessRefused(
    dynamo.send(
      new UpdateItemCommand({
        TableName: table,
        Key: toItem(epochKey(epoch)),
        UpdateExpression: "SET closedAt = :at",
        ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(closedAt)",
        ExpressionAttributeValues: toValues({ ":at": at }),
      }),
    ),
  );
}
