import { dynamoBatchStore } from "#headquarters/dynamo-batch-store";
import { dynamoRollupStore } from "#headquarters/dynamo-rollup-store";
import { reportSales } from "#headquarters/sales-report";
import { showFeed } from "#headquarters/show-feed";
import { answer } from "#platform/answer";
import { dynamo } from "#platform/dynamo";
import { httpFunction } from "#platform/http-function";
import { isProblem } from "#platform/problem";
import { secretOf } from "#platform/secret";
import { apiEnvironment, apiRoutes } from "./manifest.ts";

export const handler = httpFunction(apiRoutes, apiEnvironment, ({ HEADQUARTERS_TABLE, CURSOR_SECRET_ARN }) => {
  const handle = { dynamo: dynamo(), table: HEADQUARTERS_TABLE };
  const batches = dynamoBatchStore(handle);
  const rollups = dynamoRollupStore(handle);
  const secret = secretOf(CURSOR_SECRET_ARN);
  return {
    feed: ({ query }) => showFeed({ batches, secret }, query),
    async sales({ query, now }) {
      const report = await reportSales({ batches, rollups }, query, now);
      return isProblem(report) ? report : answer(200, report);
    },
  };
});
