import { dynamoBatchStore } from "#headquarters/dynamo-batch-store";
import { dynamoRollupStore } from "#headquarters/dynamo-rollup-store";
import { attachedIn } from "#headquarters/freshness";
import { showFeed } from "#headquarters/show-feed";
import { showSales } from "#headquarters/show-sales";
import { dynamo } from "#platform/dynamo";
import { httpFunction } from "#platform/http-function";
import { secretOf } from "#platform/secret";
import { apiEnvironment, apiRoutes } from "./manifest.ts";

export const handler = httpFunction(apiRoutes, apiEnvironment, (environment) => {
  const handle = { dynamo: dynamo(), table: environment.HEADQUARTERS_TABLE };
  const batches = dynamoBatchStore(handle);
  const rollups = dynamoRollupStore(handle);
  const secret = secretOf(environment.CURSOR_SECRET_ARN);
  const attached = attachedIn(environment.ATTACHED_MARKETS);
  return {
    feed: ({ query }) => showFeed({ batches, secret }, query),
    sales: ({ query, now }) => showSales({ batches, rollups }, query, { attached, now }),
  };
});
