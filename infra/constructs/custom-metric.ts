import type { Duration } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import { functionNameOf } from "./service-function.ts";
import { siteOf } from "./site.ts";

type CustomMetric = {
  readonly entry: string;
  readonly name: string;
  /** For what is measured of each market, or of each table. */
  readonly dimensions?: { readonly market: string } | { readonly table: string };
  readonly statistic: "Sum" | "Maximum";
  readonly period: Duration;
};

/** A metric that a function writes of itself (`packages/platform/metrics.ts`), under the dimensions it writes it with. */
export const customMetric = (scope: Construct, { entry, name, dimensions, statistic, period }: CustomMetric): Metric =>
  new Metric({
    namespace: "Archipelago",
    metricName: name,
    dimensionsMap: { service: functionNameOf(siteOf(scope), { entry }), ...dimensions },
    statistic,
    period,
  });
