import type { Stage } from "aws-cdk-lib";
import { AccountQuotaAlarms } from "../constructs/account-quotas.ts";
import { ApiStage, routesIn } from "../constructs/api-stage.ts";
import { apiParameters } from "../constructs/http-api.ts";
import { type Site, SiteStack } from "../constructs/site.ts";
import { SiteDashboard } from "../constructs/site-dashboard.ts";
import { readParameter } from "../constructs/ssm-parameter.ts";

/** What the people who run a site look at and turn: what its API admits, the dashboard of everything that stands in its stage by
 *  now, and the quotas of its account. It knows all of it by name, and waits for the API and its open routes alone. */
export class OperationsStack extends SiteStack {
  constructor(stage: Stage, site: Site, access: SiteStack) {
    super(stage, "operations", site, { description: `What ${site.code} admits, its dashboard and quotas.` });
    this.addStackDependency(access);
    const apiId = readParameter(this, apiParameters.id);
    new ApiStage(this, apiId, routesIn(stage));
    new AccountQuotaAlarms(this, apiId);
    new SiteDashboard(this, apiId, stage);
  }
}
