import { Aspects, Stage } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Site } from "../constructs/site.ts";
import { LocalSubstitutions } from "../laws/local-substitutions.ts";
import { tagAsPartOf } from "../laws/site-tags.ts";
import { CdnStack } from "./cdn-stack.ts";

/** Everything of one site, under the laws that hold for all of them. */
export class SiteStage extends Stage {
  constructor(scope: Construct, site: Site) {
    super(scope, site.code, { env: { account: site.account, region: site.region } });
    tagAsPartOf(this, site);
    if (site.cdn) new CdnStack(this, site, site.cdn);
    if (site.deployment.cloud === "emulator") Aspects.of(this).add(new LocalSubstitutions());
  }
}
