import { Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import { relay, retry } from "#functions/outbox/manifest";
import { retryPartition } from "#platform/outbox-layout";
import { type PublishingTable, type TableSpec, tableNameOf } from "#platform/table";
import { customMetric } from "../constructs/custom-metric.ts";
import { addressOf } from "../constructs/domain-table.ts";
import { granted, grantOf } from "../constructs/grant.ts";
import { ImpactAlarm } from "../constructs/impact-alarm.ts";
import { ownBus } from "../constructs/market-bus.ts";
import type { Permission } from "../constructs/permission.ts";
import { ScheduledFunction } from "../constructs/scheduled-function.ts";
import { ServiceStack } from "../constructs/service-stack.ts";
import { type Site, siteOf } from "../constructs/site.ts";
import { StreamConsumer } from "../constructs/stream-consumer.ts";
import { publishingTables } from "../tables.ts";
import type { MarketParts } from "./market-service.ts";

/** Puts the events of a table on the market's bus as they are written, by a relay of the table's own. */
export class PublishedTable extends Construct {
  constructor(scope: Construct, table: PublishingTable) {
    super(scope, `published-${table.name}`);
    const site = siteOf(this);
    const { impact } = table.publishes;
    new StreamConsumer(
      this,
      table,
      { ...relay, table: table.name, impactWhenStuck: impact },
      {
        entry: "outbox/relay.stream",
        instance: table.name,
        ...granted(
          grantOf("TABLE", tableNameOf(site.code, table), onlyRetries(site, table, ["dynamodb:BatchWriteItem"])),
          ownBus(site),
        ),
      },
    );
  }
}

/** Tries again what the bus refused, of all tables that publish. Each has an alarm that names it. */
export class Outbox extends ServiceStack {
  constructor(parts: MarketParts) {
    super(parts, "outbox", "Events that the bus refused");
    const { site } = this;
    const entry = "outbox/retry.schedule";
    new ScheduledFunction(this, retry, {
      entry,
      ...granted(
        grantOf(
          "TABLES",
          publishingTables.map((table) => tableNameOf(site.code, table)).join(" "),
          ...publishingTables.map((table) => onlyRetries(site, table, ["dynamodb:Query", "dynamodb:BatchWriteItem"])),
        ),
        ownBus(site),
      ),
    });
    for (const table of publishingTables)
      new ImpactAlarm(this, `refused-${table.name}`, {
        metric: customMetric(this, {
          ...{ entry, name: "OutboxLagSeconds", dimensions: { table: tableNameOf(site.code, table) } },
          ...{ statistic: "Maximum", period: Duration.minutes(5) },
        }),
        threshold: 360,
        periods: 2,
        silenceRings: true,
        impact: `events of ${table.name} that the bus refused stay unpublished. ${table.publishes.impact}`,
        remedy:
          "see in the function's log whether it reaches the table, and what the bus says of its events; they are published by themselves once it takes them.",
      });
  }
}

/** Only what waits for another try is read or written: the table's own items stay its domain's. */
const onlyRetries = (site: Site, table: TableSpec, actions: readonly string[]): Permission => ({
  actions,
  resources: [addressOf(site, table)],
  conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [retryPartition("*")] } },
});
