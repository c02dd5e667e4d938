import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";

/** Metrics in embedded metric format, under one namespace; the dimension is the function. Each is written at once: an
 *  invocation may end at any time, and what was only gathered would be told by a later one or by none. */
const metrics = new Metrics({ namespace: "Archipelago" });

/** Counts something. Names only: a metric never carries an id or a person. */
export function count(name: string, value = 1): void {
  metrics.singleMetric().addMetric(name, MetricUnit.Count, value);
}
/** Reports how far behind something is. @param seconds may not be negative */
export function lag(name: string, seconds: number): void {
  metrics.singleMetric().addMetric(name, MetricUnit.Seconds, seconds);
}
/** Reports a figure of one market, or of one table, which is its dimension.
 *  @param unit what `value` counts */
export function gauge(
  name: string,
  one: { readonly market: string } | { readonly table: string },
  value: number,
  unit: "Count" | "Seconds",
): void {
  const single = metrics.singleMetric();
  for (const [dimension, which] of Object.entries(one)) single.addDimension(dimension, which);
  single.addMetric(name, MetricUnit[unit], value);
}
