import { Stack, type StackProps, type Stage } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Cdn, Deployment, RequestLimit } from "../deployments.ts";
import { synthesizerFor } from "../laws/local-substitutions.ts";
import type { AccountQuotas } from "../quotas.ts";

/** Where one stage lives: a market, or the centre. Names and addresses of its resources follow from this value alone,
 *  so stacks find each other's resources by name and export nothing. */
export type Site = {
  /** The market's code, or `central`. */
  readonly code: string;
  readonly account: string;
  readonly region: string;
  readonly deployment: Deployment;
  readonly requests: RequestLimit;
  readonly cdn?: Cdn;
  /** What its account may do in its region. */
  readonly quotas: AccountQuotas;
  /** The folder of its bundles: `<domain>/<what-it-does>.<trigger>/index.mjs`. */
  readonly bundles: string;
};

/** The name of a resource of a site, the same in every deployment: accounts and regions keep them apart. */
export const nameIn = ({ code }: Pick<Site, "code">, ...words: readonly string[]): string =>
  ["archipelago", code, ...words].join("-");

/** The address of a resource of a site. */
export const arnIn = (
  { region, account }: Pick<Site, "region" | "account">,
  service: string,
  resource: string,
): string => `arn:aws:${service}:${region}:${account}:${resource}`;

/** All roles of a site share this path, so that a policy can speak of "any role of that market". */
export const rolePath = ({ code }: Pick<Site, "code">): string => `/archipelago/${code}/`;
export const rolesOf = ({ account, code }: Pick<Site, "account" | "code">): string =>
  `arn:aws:iam::${account}:role${rolePath({ code })}*`;

/** @property region where that is not the site's own, as with what stands before it */
type SiteStackProps = StackProps & { readonly stateful?: boolean; readonly region?: string };

/** A stack of a site. `stateful` stacks hold what cannot be made again: they resist deletion where data matter. */
export class SiteStack extends Stack {
  readonly site: Site;

  constructor(stage: Stage, name: string, site: Site, props: SiteStackProps = {}) {
    const { stateful = false, region = site.region, ...stackProps } = props;
    super(stage, name, {
      ...stackProps,
      env: { account: site.account, region },
      terminationProtection: stateful && site.deployment.durable,
      ...synthesizerFor(site.deployment),
    });
    this.site = site;
  }
}

/** The site that a construct stands in.
 *  @throws Error when its stack belongs to no site */
export function siteOf(construct: Construct): Site {
  const stack = Stack.of(construct);
  if (!(stack instanceof SiteStack)) throw new Error(`${construct.node.path} stands in no site's stack`);
  return stack.site;
}
