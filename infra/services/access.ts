import type { Stage } from "aws-cdk-lib";
import { accessTable } from "#access/table";
import {
  frontDoorEnvironment,
  marketGroups,
  marketMachines,
  marketResources,
  preToken,
  routes,
} from "#functions/access/manifest";
import { accessTo } from "../constructs/domain-table.ts";
import { SiteApi } from "../constructs/http-api.ts";
import { HttpService } from "../constructs/http-service.ts";
import { PreTokenTrigger } from "../constructs/pre-token-trigger.ts";
import { type Site, SiteStack } from "../constructs/site.ts";
import { SitePool } from "../constructs/user-pool.ts";

/** Who may do what in a market: its people and machines, whose sellers are whose, its API's address, and the door that says "here it is". */
export class Access extends SiteStack {
  constructor(stage: Stage, site: Site) {
    super(stage, "access", site, { stateful: true, description: `People, machines and API of ${site.code}.` });
    const table = accessTo(site, accessTable);
    const trigger = new PreTokenTrigger(this, preToken, {
      entry: "access/pre-token.event",
      ...table.read,
    });
    const pool = new SitePool(
      this,
      { resources: marketResources, groups: Object.keys(marketGroups), machines: marketMachines },
      trigger,
    );
    const { id } = new SiteApi(this, pool);
    new HttpService(
      this,
      { routes, environment: frontDoorEnvironment },
      { entry: "access/front-door.http", environment: {} },
      { apiId: id },
    );
  }
}
