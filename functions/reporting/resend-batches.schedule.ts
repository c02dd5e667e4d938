import { code, currency } from "#market";
import { dynamo } from "#platform/dynamo";
import { busPublisher, eventBridge } from "#platform/publish";
import { scheduleFunction } from "#platform/schedule-function";
import { dynamoBatchStore } from "#reporting/dynamo-batch-store";
import { resendBatches as resend } from "#reporting/resend-batches";
import { resendBatches } from "./manifest.ts";

export const handler = scheduleFunction(resendBatches, ({ REPORTING_TABLE, INGRESS_BUS_ARN, INGRESS_REGION }) => {
  const batches = dynamoBatchStore({ dynamo: dynamo(), table: REPORTING_TABLE });
  const send = busPublisher(INGRESS_BUS_ARN, eventBridge(INGRESS_REGION));
  return (now) =>
    resend(batches, { send, sender: { code, currency }, now, everySeconds: 60 * resendBatches.everyMinutes });
});
