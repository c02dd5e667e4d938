import { Annotations, Stack, Stage } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Market } from "#markets/schema";
import { centralCode } from "../centre.ts";
import type { Site } from "../constructs/site.ts";
import { type AccountPlacement, type CentralLink, type Deployment, placementOf, quotasOf } from "../deployments.ts";
import { CentralStage } from "./central-stage.ts";
import { MarketStage } from "./market-stage.ts";

/** Every market of a deployment and its centre. A market and the centre know of each other only while they are attached.
 *  Stacks are called `<deployment>/<market>/<stack>`. */
export class DeploymentStage extends Stage {
  /** @param bundlesOf the folder of a site's bundles
   *  @param leftOut codes of markets that are still being decided on */
  constructor(
    scope: Construct,
    deployment: Deployment,
    markets: readonly Market[],
    bundlesOf: (site: string) => string,
    leftOut: readonly string[] = [],
  ) {
    super(scope, deployment.name);
    const siteAt = (code: string, region: string, placement: AccountPlacement): Site => {
      const { account, requests, cdn } = placement;
      const quotas = quotasOf(placement, region);
      return { code, region, account, requests, quotas, deployment, bundles: bundlesOf(code), ...(cdn && { cdn }) };
    };
    const centre = siteAt(centralCode, deployment.centre.region, deployment.centre);
    const sites = markets.map((market) => {
      const placement = placementOf(deployment, market.code);
      return { market, centralLink: placement.centralLink, ...siteAt(market.code, market.region, placement) };
    });
    const isAttached = ({ centralLink }: { readonly centralLink: CentralLink }) => centralLink === "attached";
    for (const site of sites) new MarketStage(this, site, site.market, isAttached(site) ? centre : undefined);
    const central = new CentralStage(this, centre, sites.filter(isAttached));
    // the centre without a market that may be there already would cut it loose
    for (const code of leftOut.filter((one) => one in deployment.markets))
      for (const stack of central.node.findAll().filter(Stack.isStack))
        Annotations.of(stack).addError(`the market ${code} has a place in ${deployment.name} and is not decided`);
  }
}
