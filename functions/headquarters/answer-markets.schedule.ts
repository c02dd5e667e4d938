import { answerMarkets as answer } from "#headquarters/answer-markets";
import { directiveBuses } from "#headquarters/directive-buses";
import { dynamoBatchStore } from "#headquarters/dynamo-batch-store";
import { dynamoRollupStore } from "#headquarters/dynamo-rollup-store";
import { dynamo } from "#platform/dynamo";
import { gauge } from "#platform/metrics";
import { busPublisher, eventBridge } from "#platform/publish";
import { scheduleFunction } from "#platform/schedule-function";
import { answerMarkets } from "./manifest.ts";

export const handler = scheduleFunction(answerMarkets, ({ HEADQUARTERS_TABLE, DIRECTIVE_BUSES }) => {
  const handle = { dynamo: dynamo(), table: HEADQUARTERS_TABLE };
  const archive = { batches: dynamoBatchStore(handle), rollups: dynamoRollupStore(handle) };
  const reach = new Map(
    directiveBuses(DIRECTIVE_BUSES).map(({ market, bus, region }) => [market, busPublisher(bus, eventBridge(region))]),
  );
  const gauges = (market: string, { lagSeconds, missing }: { lagSeconds?: number; missing: number }) => {
    gauge("MissingBatches", { market }, missing, "Count");
    if (lagSeconds !== undefined) gauge("FeedLagSeconds", { market }, lagSeconds, "Seconds");
  };
  return (now) => answer(archive, { reach, gauges }, now);
});
