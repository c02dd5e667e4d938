import { Duration } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import { functionNameOf, type Wiring } from "./service-function.ts";
import { siteOf } from "./site.ts";

/** What Lambda says of one function: how old what it works on is, or how much it had to give up. */
export function lambdaMetric(
  scope: Construct,
  wiring: Pick<Wiring, "entry" | "instance">,
  metricName: "IteratorAge" | "DestinationDeliveryFailures" | "AsyncEventsDropped",
  period = Duration.minutes(1),
): Metric {
  return new Metric({
    namespace: "AWS/Lambda",
    metricName,
    dimensionsMap: { FunctionName: functionNameOf(siteOf(scope), wiring) },
    period,
    statistic: metricName === "IteratorAge" ? "Maximum" : "Sum",
  });
}
