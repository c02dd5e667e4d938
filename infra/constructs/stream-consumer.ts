import { Duration } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { FilterCriteria, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { DynamoEventSource, SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import { Construct } from "constructs";
import type { EnvironmentSchema, StreamSpec } from "#platform/manifest";
import type { TableSpec } from "#platform/table";
import { DeadLetters } from "./dead-letters.ts";
import { streamedTable } from "./domain-table.ts";
import { ImpactAlarm } from "./impact-alarm.ts";
import { functionNameOf, ServiceFunction, slugOf, type Wiring } from "./service-function.ts";
import { siteOf } from "./site.ts";

/** A function fed by a table's stream, in the order of each item's changes. A record that fails is cut out of its batch
 *  and set aside after ten tries, so that it holds up nobody. */
export class StreamConsumer<Environment extends EnvironmentSchema> extends Construct {
  /** How old the record is that it works on. */
  readonly age: Metric;

  constructor(scope: Construct, table: TableSpec, spec: StreamSpec<Environment>, wiring: Wiring<Environment>) {
    const name = slugOf(wiring.entry);
    super(scope, name);
    const { timeoutSeconds = 10, patterns, impactWhenStuck } = spec;
    const { lambda } = new ServiceFunction(this, wiring as Wiring, timeoutSeconds);
    lambda.addEventSource(
      new DynamoEventSource(streamedTable(this, table), {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        parallelizationFactor: 4,
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        retryAttempts: 10,
        onFailure: new SqsDlq(
          new DeadLetters(this, "DeadLetters", {
            name,
            impact: impactWhenStuck,
            remedy: "the minutely sweep does what the stream did not; then purge this queue.",
          }),
        ),
        filters: patterns.map((pattern) => FilterCriteria.filter({ ...pattern })),
      }),
    );
    this.age = new Metric({
      namespace: "AWS/Lambda",
      metricName: "IteratorAge",
      dimensionsMap: { FunctionName: functionNameOf(siteOf(this), wiring.entry) },
      period: Duration.minutes(1),
      statistic: "Maximum",
    });
    new ImpactAlarm(this, "Behind", {
      metric: this.age,
      threshold: Duration.minutes(5).toMilliseconds(),
      periods: 3,
      impact: impactWhenStuck,
      remedy:
        "look for failing batches in the function's log and for throttling of what it calls; records wait 24 hours.",
    });
  }
}
