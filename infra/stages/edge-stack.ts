import type { Stage } from "aws-cdk-lib";
import { AccountQuotaAlarms } from "../constructs/account-quotas.ts";
import { ApiRoutes } from "../constructs/api-routes.ts";
import { type Site, SiteStack } from "../constructs/site.ts";
import { SiteDashboard } from "../constructs/site-dashboard.ts";

/** Where a site meets its callers: the routes of its API, the quotas of its account, and the dashboard. It is deployed last. */
export class EdgeStack extends SiteStack {
  readonly api: ApiRoutes;

  constructor(stage: Stage, site: Site) {
    super(stage, "edge", site, { description: `Routes, quotas and dashboard of ${site.code}.` });
    this.api = new ApiRoutes(this);
    new AccountQuotaAlarms(this, this.api);
  }

  /** Shows everything that stands in the stage by now, and waits for all of it to be deployed. */
  complete(stage: Stage): void {
    new SiteDashboard(this, this.api, stage);
    for (const stack of stage.node.children)
      if (stack instanceof SiteStack && stack !== this) this.addStackDependency(stack);
  }
}
