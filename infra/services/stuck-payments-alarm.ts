import { Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import { customMetric } from "../constructs/custom-metric.ts";
import { ImpactAlarm } from "../constructs/impact-alarm.ts";
import { slugOf } from "../slug.ts";

/** Rings when a function that calls the payment provider, or hears from it, leaves money where only a person can move it. */
export class StuckPaymentsAlarm extends Construct {
  constructor(scope: Construct, entry: string) {
    super(scope, `stuck-${slugOf(entry)}`);
    new ImpactAlarm(this, "Stuck", {
      metric: customMetric(this, { entry, name: "PaymentsStuck", statistic: "Sum", period: Duration.minutes(1) }),
      threshold: 1,
      impact:
        "money of an order is neither taken nor given back, and nothing of ours will move it. It rings for a minute: the case stays after it stopped.",
      remedy:
        "read the function's log at that time for the order, the operation and what the provider said of it; settle it with the provider and write down what was done.",
    });
  }
}
