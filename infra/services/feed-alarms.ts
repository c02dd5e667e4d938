import { Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import { customMetric } from "../constructs/custom-metric.ts";
import { ImpactAlarm } from "../constructs/impact-alarm.ts";
import type { OtherEnd } from "./central-link.ts";

/** Whether leadership's figures of one market are complete and fresh. */
export class FeedAlarms extends Construct {
  /** @param entry the function that measures it */
  constructor(scope: Construct, { code: market }: OtherEnd, entry: string) {
    super(scope, `feed-${market}`);
    const metric = (name: string, period: Duration) =>
      customMetric(this, { entry, name, dimensions: { market }, statistic: "Maximum", period });
    new ImpactAlarm(this, "Behind", {
      metric: metric("FeedLagSeconds", Duration.minutes(5)),
      threshold: 900,
      periods: 3,
      silenceRings: true, // a market that was never heard is told as 0: it lags from its first word on
      impact: `leadership's figures of ${market} are not up to date.`,
      remedy:
        "look at the market's export and resend functions and their dead letters, then at `behind` of GET /reports/sales.",
    });
    new ImpactAlarm(this, "Gap", {
      metric: metric("MissingBatches", Duration.minutes(1)),
      threshold: 1,
      periods: 10,
      impact: `the feed of ${market} stands still at a gap.`,
      remedy:
        "it is asked for again by itself; if it stays, look at the market's export function, its log and its DLQ.",
    });
  }
}
