import type { Stage } from "aws-cdk-lib";
import type { TableSpec } from "#platform/table";
import { AlarmTopic } from "../constructs/alarm-topic.ts";
import { accessTo, DomainTable, type TableAccess } from "../constructs/domain-table.ts";
import { publishLink, secretLink } from "../constructs/link.ts";
import { busNameIn, GuardedBus } from "../constructs/market-bus.ts";
import { MarketKey } from "../constructs/market-key.ts";
import { type Site, SiteStack } from "../constructs/site.ts";
import { SiteSecret } from "../constructs/site-secret.ts";

/** What must survive everything else: the site's key, its tables, its bus with the archive, and the topic of its alarms. */
export class DataStack extends SiteStack {
  readonly #key: MarketKey;

  constructor(stage: Stage, site: Site) {
    super(stage, "data", site, { stateful: true, description: `Data of ${site.code}: key, tables, bus, alarms.` });
    this.#key = new MarketKey(this, "Key");
    new GuardedBus(this, "Events", {
      name: busNameIn(site),
      description: `What happened in ${site.code}.`,
      archiveDays: 30,
      admits: site,
    });
    new AlarmTopic(this, "Alarms", this.#key);
  }

  /** Adds a secret, which other stacks find under its name. */
  keepSecret(name: string, description: string, keptBecause: string): void {
    publishLink(this, secretLink(name), new SiteSecret(this, { name, description, keptBecause }).arn);
  }

  /** Adds a domain's table. */
  keep(spec: TableSpec): TableAccess {
    new DomainTable(this, spec, this.#key);
    return accessTo(this.site, spec);
  }
}
