import { Stage } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Market } from "#markets/schema";
import { centralCode } from "../centre.ts";
import { type CentralLink, type Deployment, homeOf, quotasOf } from "../deployments.ts";
import { CentralStage } from "./central-stage.ts";
import { MarketStage } from "./market-stage.ts";

/** Every market of a deployment and its centre. A market and the centre know of each other only while they are attached.
 *  Stacks are called `<deployment>/<market>/<stack>`. */
export class DeploymentStage extends Stage {
  /** @param bundlesOf the folder of a site's bundles */
  constructor(
    scope: Construct,
    deployment: Deployment,
    markets: readonly Market[],
    bundlesOf: (site: string) => string,
  ) {
    super(scope, deployment.name);
    const { account, region, requests, front } = deployment.centre;
    const quotas = quotasOf(deployment.centre, region);
    const bundles = bundlesOf(centralCode);
    const centre = {
      code: centralCode,
      account,
      region,
      requests,
      quotas,
      deployment,
      bundles,
      ...(front && { front }),
    };
    const sites = markets.map((market) => {
      const { code, region } = market;
      const home = homeOf(deployment, code);
      const { account, requests, front, centralLink } = home;
      const place = { code, region, account, requests, quotas: quotasOf(home, region), ...(front && { front }) };
      return { ...place, market, centralLink, deployment, bundles: bundlesOf(code) };
    });
    const isAttached = ({ centralLink }: { readonly centralLink: CentralLink }) => centralLink === "attached";
    for (const site of sites) new MarketStage(this, site, site.market, isAttached(site) ? centre : undefined);
    new CentralStage(this, centre, sites.filter(isAttached));
  }
}
