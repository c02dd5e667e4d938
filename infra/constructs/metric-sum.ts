import type { Duration } from "aws-cdk-lib";
import { MathExpression, Metric } from "aws-cdk-lib/aws-cloudwatch";

type Counted = { readonly metricName: string; readonly dimensions: Readonly<Record<string, string>> };

/** What several metrics count together. AWS writes most of them only while there is something to count: a sum over an array passes over
 *  those that are silent. An alarm takes ten at most. */
export function metricSum(
  namespace: string,
  counted: readonly Counted[],
  period: Duration,
  label: string,
): MathExpression {
  const parts = counted.map(({ metricName, dimensions }, index) => [
    `m${index}`,
    new Metric({ namespace, metricName, dimensionsMap: { ...dimensions }, statistic: "Sum", period }),
  ]);
  return new MathExpression({
    expression: `SUM([${parts.map(([id]) => id).join(", ")}])`,
    usingMetrics: Object.fromEntries(parts),
    label,
    period,
  });
}
