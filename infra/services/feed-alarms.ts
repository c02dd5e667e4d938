import { Duration } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";
import { ImpactAlarm } from "../constructs/impact-alarm.ts";
import { functionNameOf } from "../constructs/service-function.ts";
import { siteOf } from "../constructs/site.ts";
import type { OtherEnd } from "./central-link.ts";

/** Whether leadership's figures of one market are complete and fresh. */
export class FeedAlarms extends Construct {
  /** @param entry the function that measures it */
  constructor(scope: Construct, { code: market }: OtherEnd, entry: string) {
    super(scope, `feed-${market}`);
    const service = functionNameOf(siteOf(this), entry);
    const metric = (metricName: string, period: Duration): Metric =>
      new Metric({
        namespace: "Archipelago",
        metricName,
        dimensionsMap: { service, market },
        statistic: "Maximum",
        period,
      });
    new ImpactAlarm(this, "Behind", {
      metric: metric("FeedLagSeconds", Duration.minutes(5)),
      threshold: 900,
      periods: 3,
      silenceRings: true, // a market that was never heard has no lag to report
      impact: `leadership's figures of ${market} are not up to date.`,
      remedy:
        "look at the market's export and resend functions and their dead letters, then at GET /health of the centre.",
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
