import { code, currency } from "#market";
import { dynamo } from "#platform/dynamo";
import { eventFunction } from "#platform/event-function";
import { busPublisher, eventBridge } from "#platform/publish";
import { batchWrittenV1 } from "#reporting/contracts/batch-written.v1";
import { dynamoBatchStore } from "#reporting/dynamo-batch-store";
import { exportBatch as exporting } from "#reporting/export-batch";
import { exportBatch } from "./manifest.ts";

export const handler = eventFunction(exportBatch, ({ REPORTING_TABLE, INGRESS_BUS_ARN, INGRESS_REGION }) => {
  const batches = dynamoBatchStore({ dynamo: dynamo(), table: REPORTING_TABLE });
  const send = busPublisher(INGRESS_BUS_ARN, eventBridge(INGRESS_REGION));
  return {
    [batchWrittenV1.type]: ({ data }) => exporting(batches, data, { send, sender: { code, currency } }),
  };
});
