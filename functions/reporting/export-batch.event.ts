import { code, currency } from "#market";
import { dynamo } from "#platform/dynamo";
import { eventFunction } from "#platform/event-function";
import { busPublisher, eventBridge } from "#platform/publish";
import { batchWrittenV1 } from "#reporting/contracts/batch-written.v1";
import { dynamoBatchStore } from "#reporting/dynamo-batch-store";
import { sendBatches } from "#reporting/export-batch";
import { exportBatch } from "./manifest.ts";

export const handler = eventFunction(exportBatch, ({ REPORTING_TABLE, INGRESS_BUS_ARN, INGRESS_REGION }) => {
  const batches = dynamoBatchStore({ dynamo: dynamo(), table: REPORTING_TABLE });
  const send = busPublisher(INGRESS_BUS_ARN, eventBridge(INGRESS_REGION));
  return {
    [batchWrittenV1.type]: async ({ data: { epoch, sequence } }) => {
      const batch = await batches.batch(epoch, sequence);
      if (!batch) throw new Error("a batch was announced that is not there");
      await sendBatches(send, { code, currency }, [batch]);
    },
  };
});
