import type { Stage } from "aws-cdk-lib";
import { AccountQuotaAlarms } from "../constructs/account-quotas.ts";
import { apiParameters } from "../constructs/http-api.ts";
import { type Site, SiteStack } from "../constructs/site.ts";
import { SiteDashboard } from "../constructs/site-dashboard.ts";
import { readParameter } from "../constructs/ssm-parameter.ts";

/** What the people who run a site look at: the dashboard of everything that stands in its stage by now, and the quotas of
 *  its account. It knows all of it by name, and waits for the API alone. */
export class OperationsStack extends SiteStack {
  constructor(stage: Stage, site: Site, access: SiteStack) {
    super(stage, "operations", site, { description: `Dashboard and quotas of ${site.code}.` });
    this.addStackDependency(access);
    const apiId = readParameter(this, apiParameters.id);
    new AccountQuotaAlarms(this, apiId);
    new SiteDashboard(this, apiId, stage);
  }
}
