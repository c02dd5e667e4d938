import type { Stage } from "aws-cdk-lib";
import { type Site, SiteStack } from "../constructs/site.ts";
import { SiteCdn } from "../constructs/site-cdn.ts";
import { type Cdn, cdnRegion } from "../deployments.ts";

/** What stands before a site's API, where its placement names one. It knows the API by its name alone. */
export class CdnStack extends SiteStack {
  constructor(stage: Stage, site: Site, cdn: Cdn) {
    super(stage, "cdn", site, { description: `What callers of ${site.code} meet first.`, region: cdnRegion });
    new SiteCdn(this, cdn);
  }
}
