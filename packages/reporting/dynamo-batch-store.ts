import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { type TableHandle, toItem } from "#platform/dynamo";
import { partitionPages } from "#platform/query";
import type { BatchStore } from "./batch-store.ts";
import { readEpochs } from "./dynamo-epoch-store.ts";
import { batchKey, batchPartition, readBatch } from "./reporting-items.ts";

/** Batches in DynamoDB. They never change. */
export function dynamoBatchStore(handle: TableHandle): BatchStore {
  return {
    epochs: () => readEpochs(handle),
    async batch(epoch, sequence) {
      const { Item } = await handle.dynamo.send(
        new GetItemCommand({ TableName: handle.table, Key: toItem(batchKey(epoch, sequence)), ConsistentRead: true }),
      );
      return Item && readBatch(Item);
    },
    async *batchesFrom(epoch, sequence) {
      for await (const items of partitionPages(handle, batchPartition(epoch), batchKey(epoch, sequence).sk))
        yield items.map(readBatch);
    },
  };
}
