import { dynamoBatchStore } from "#headquarters/dynamo-batch-store";
import { dynamoRollupStore } from "#headquarters/dynamo-rollup-store";
import { inTurn, receiveBatch } from "#headquarters/receive-batch";
import { dynamo } from "#platform/dynamo";
import { eventFunction } from "#platform/event-function";
import { batchV1 } from "#reporting/contracts/batch.v1";
import { writtenThroughV1 } from "#reporting/contracts/written-through.v1";
import { keepBatches } from "./manifest.ts";

export const handler = eventFunction(keepBatches, ({ HEADQUARTERS_TABLE }) => {
  const handle = { dynamo: dynamo(), table: HEADQUARTERS_TABLE };
  const archive = { batches: dynamoBatchStore(handle), rollups: dynamoRollupStore(handle) };
  const move = inTurn();
  return {
    [batchV1.type]: ({ data, time }, now) => receiveBatch(archive, { data, time }, now, move),
    [writtenThroughV1.type]: ({ data }, now) => archive.batches.noteKnown(data, data.through, now),
  };
});
