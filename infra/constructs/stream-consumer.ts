import { Duration } from "aws-cdk-lib";
import type { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { FilterCriteria, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { DynamoEventSource, SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import { Construct } from "constructs";
import type { EnvironmentSchema, StreamSpec } from "#platform/manifest";
import type { TableSpec } from "#platform/table";
import { DeadLetters } from "./dead-letters.ts";
import { streamedTable } from "./domain-table.ts";
import { ImpactAlarm } from "./impact-alarm.ts";
import { lambdaMetric } from "./lambda-metric.ts";
import { ownSlugOf, ServiceFunction, type Wiring } from "./service-function.ts";

/** What becomes of a record that fails again and again. */
const patience = {
  /** It is set aside, so that it holds up nobody: somebody else does its work. */
  "ten-tries": { retryAttempts: 10 },
  /** Nobody else does: it is tried for as long as the stream keeps it, less an hour in which a person may still read it. */
  "a-day": { maxRecordAge: Duration.hours(23) },
} as const;
const remedies = {
  "ten-tries": "the minutely sweep does what the stream did not; then purge this queue.",
  "a-day":
    "repair the function, and hand it the records of the stream that the messages name: the stream keeps them for one more hour.",
} as const;

/** A function fed by a table's stream, in the order of each item's changes. A batch that fails is halved until the record
 *  that cannot be handled stands alone. */
export class StreamConsumer<Environment extends EnvironmentSchema, TableName extends string> extends Construct {
  /** How old the record is that it works on. */
  readonly age: Metric;

  constructor(
    scope: Construct,
    table: TableSpec & { readonly name: NoInfer<TableName> },
    spec: StreamSpec<Environment, TableName>,
    wiring: Wiring<Environment>,
  ) {
    const name = ownSlugOf(wiring);
    super(scope, name);
    const { timeoutSeconds = 10, patterns, impactWhenStuck, triesFor = "ten-tries" } = spec;
    const { lambda } = new ServiceFunction(this, spec.environment, wiring, timeoutSeconds);
    lambda.addEventSource(
      new DynamoEventSource(streamedTable(this, table), {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        parallelizationFactor: 4,
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        ...patience[triesFor],
        onFailure: new SqsDlq(
          new DeadLetters(this, "DeadLetters", {
            name,
            impact: impactWhenStuck,
            remedy: remedies[triesFor],
          }),
        ),
        filters: patterns.map((pattern) => FilterCriteria.filter({ ...pattern })),
      }),
    );
    this.age = lambdaMetric(this, wiring, "IteratorAge");
    new ImpactAlarm(this, "Lost", {
      metric: lambdaMetric(this, wiring, "DestinationDeliveryFailures"),
      threshold: 1,
      impact: `records that were given up could not be set aside either, and only the stream has them. ${impactWhenStuck}`,
      remedy:
        "repair the way to the queue of dead letters (its policy, the function's role), then hand the function the records that its log names: the stream keeps them for 24 hours.",
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
