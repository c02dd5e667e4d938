import { acknowledgeBatches as acknowledge } from "#headquarters/acknowledge-batches";
import { directiveBuses } from "#headquarters/directive-buses";
import { dynamoBatchStore } from "#headquarters/dynamo-batch-store";
import { dynamoRollupStore } from "#headquarters/dynamo-rollup-store";
import { feedGauges } from "#headquarters/feed-gauges";
import { dynamo } from "#platform/dynamo";
import { gauge } from "#platform/metrics";
import { busPublisher, eventBridge } from "#platform/publish";
import { scheduleFunction } from "#platform/schedule-function";
import { acknowledgeBatches } from "./manifest.ts";

export const handler = scheduleFunction(acknowledgeBatches, ({ HEADQUARTERS_TABLE, DIRECTIVE_BUSES }) => {
  const handle = { dynamo: dynamo(), table: HEADQUARTERS_TABLE };
  const archive = { batches: dynamoBatchStore(handle), rollups: dynamoRollupStore(handle) };
  const directives = new Map(
    directiveBuses(DIRECTIVE_BUSES).map(({ market, bus, region }) => [market, busPublisher(bus, eventBridge(region))]),
  );
  return (now) => acknowledge(archive, { directives, gauges: feedGauges({ gauge }) }, now);
});
