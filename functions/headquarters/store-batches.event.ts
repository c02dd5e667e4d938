import { dynamoBatchStore } from "#headquarters/dynamo-batch-store";
import { dynamoRollupStore } from "#headquarters/dynamo-rollup-store";
import { inTurn, storeBatch } from "#headquarters/store-batch";
import { dynamo } from "#platform/dynamo";
import { eventFunction } from "#platform/event-function";
import { batchV1 } from "#reporting/contracts/batch.v1";
import { writtenThroughV1 } from "#reporting/contracts/written-through.v1";
import { storeBatches } from "./manifest.ts";

export const handler = eventFunction(storeBatches, ({ HEADQUARTERS_TABLE }) => {
  const handle = { dynamo: dynamo(), table: HEADQUARTERS_TABLE };
  const archive = { batches: dynamoBatchStore(handle), rollups: dynamoRollupStore(handle) };
  const advance = inTurn();
  return {
    [batchV1.type]: ({ data, time }, now) => storeBatch(archive, { data, time }, now, advance),
    [writtenThroughV1.type]: ({ data }, now) => archive.batches.noteKnown(data, data.through, now),
  };
});
