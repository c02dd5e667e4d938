import type { Stage } from "aws-cdk-lib";
import { type Site, SiteStack } from "../constructs/site.ts";
import { SiteFront } from "../constructs/site-front.ts";
import { type Front, regionOfFronts } from "../deployments.ts";

/** What stands before a site's API, where its place names a front. It knows the API by its name alone. */
export class FrontStack extends SiteStack {
  constructor(stage: Stage, site: Site, front: Front) {
    super(stage, "front", site, { description: `What callers of ${site.code} meet first.`, region: regionOfFronts });
    new SiteFront(this, front);
  }
}
