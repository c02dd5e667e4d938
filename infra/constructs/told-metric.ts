import type { Duration } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import { functionNameOf } from "./service-function.ts";
import { siteOf } from "./site.ts";

export type Told = {
  readonly entry: string;
  readonly name: string;
  /** For what is told of each market, or of each table. */
  readonly dimensions?: { readonly market: string } | { readonly table: string };
  readonly statistic: "Sum" | "Maximum";
  readonly period: Duration;
};

/** A metric that a function tells of itself (`packages/platform/metrics.ts`), under the dimensions it tells it with. */
export const toldMetric = (scope: Construct, { entry, name, dimensions, statistic, period }: Told): Metric =>
  new Metric({
    namespace: "Archipelago",
    metricName: name,
    dimensionsMap: { service: functionNameOf(siteOf(scope), { entry }), ...dimensions },
    statistic,
    period,
  });
