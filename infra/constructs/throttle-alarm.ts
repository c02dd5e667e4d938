import { Duration } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { type TableSpec, tableNameOf } from "#platform/table";
import { ImpactAlarm } from "./impact-alarm.ts";
import { metricSum } from "./metric-sum.ts";
import { siteOf } from "./site.ts";

/**
 * Rings when a table or one of its indexes turns requests away for three minutes in a row. A table that is new, or was never
 * busy, bears 4,000 write and 12,000 read units a second and doubles that within half an hour (DynamoDB developer guide, "Warm
 * throughput"): it throttles long before the account's quota is near. One that an index turns away fails for the table too.
 */
export class ThrottleAlarm extends ImpactAlarm {
  constructor(scope: Construct, id: string, spec: TableSpec) {
    const TableName = tableNameOf(siteOf(scope).code, spec);
    const places = [
      { TableName },
      ...Object.keys(spec.indexes).map((GlobalSecondaryIndexName) => ({ TableName, GlobalSecondaryIndexName })),
    ];
    const counted = places.flatMap((dimensions) =>
      ["ReadThrottleEvents", "WriteThrottleEvents"].map((metricName) => ({ metricName, dimensions })),
    );
    super(scope, id, {
      metric: metricSum("AWS/DynamoDB", counted, Duration.minutes(1), "requests turned away"),
      threshold: 1,
      periods: 3,
      impact: `the table of ${spec.name} turns requests away: what reads or writes it is slow, and fails when its tries are used up.`,
      remedy:
        "see with Contributor Insights whether one key takes most of it, and which index; a busy key must be spread, a busy table grows by itself within half an hour. Before a day of sale give the table and its indexes warm throughput.",
    });
  }
}
