import type { Stage } from "aws-cdk-lib";
import { AlarmTopic } from "../constructs/alarm-topic.ts";
import { DomainTable } from "../constructs/domain-table.ts";
import { busNameIn, GuardedBus } from "../constructs/market-bus.ts";
import { MarketKey } from "../constructs/market-key.ts";
import { type Site, SiteStack } from "../constructs/site.ts";
import { SiteSecret } from "../constructs/site-secret.ts";
import { secretParameter, writeParameter } from "../constructs/ssm-parameter.ts";
import { tablesOf } from "../tables.ts";

/** What must survive everything else: the site's key, the tables of its domains, its bus with the archive, and the topic of
 *  its alarms. */
export class DataStack extends SiteStack {
  constructor(stage: Stage, site: Site) {
    super(stage, "data", site, { stateful: true, description: `Data of ${site.code}: key, tables, bus, alarms.` });
    const key = new MarketKey(this, "Key");
    for (const table of tablesOf(site)) new DomainTable(this, table, key);
    new GuardedBus(this, "Events", {
      name: busNameIn(site),
      description: `What happened in ${site.code}.`,
      archiveDays: 30,
      admits: site,
    });
    new AlarmTopic(this, "Alarms", key);
  }

  /** Adds a secret, which other stacks find under its name. */
  keepSecret(name: string, description: string, keptBecause: string): void {
    writeParameter(this, secretParameter(name), new SiteSecret(this, { name, description, keptBecause }).arn);
  }
}
