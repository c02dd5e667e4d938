import { instantOf } from "#kernel/time";
import { code, currency } from "#market";
import { dynamo } from "#platform/dynamo";
import { httpFunction } from "#platform/http-function";
import { dynamoBatchStore } from "#reporting/dynamo-batch-store";
import { dynamoControlTotalsStore } from "#reporting/dynamo-control-totals-store";
import { dynamoWriterStore } from "#reporting/dynamo-writer-store";
import { showPublished } from "#reporting/show-published";
import { showReconciliation } from "#reporting/show-reconciliation";
import { apiEnvironment, routes } from "./manifest.ts";

export const handler = httpFunction(routes, apiEnvironment, ({ REPORTING_TABLE }) => {
  const handle = { dynamo: dynamo(), table: REPORTING_TABLE };
  const batches = dynamoBatchStore(handle);
  const reconciled = { ...dynamoWriterStore(handle), ...dynamoControlTotalsStore(handle), ...batches };
  return {
    reconciliation: () => showReconciliation(reconciled, { code, currency }, () => instantOf(Date.now())),
    published: ({ query }) => showPublished(batches, { code, currency }, query),
  };
});
