import type { Stage } from "aws-cdk-lib";
import type { DataStack } from "../stages/data-stack.ts";
import { type Site, SiteStack } from "./site.ts";

/** Where a service stands, and the stacks that must stand before it: its tables and secrets are in `data`, the API that its
 *  routes belong to in `access`. */
export type ServiceParts = {
  readonly stage: Stage;
  readonly site: Site;
  readonly data: DataStack;
  readonly access: SiteStack;
};

/** The stack of one domain: its functions with their queues, routes and alarms. It holds nothing that cannot be made again. */
export class ServiceStack extends SiteStack {
  constructor({ stage, site, data, access }: ServiceParts, name: string, description: string) {
    super(stage, name, site, { description: `${description} (${site.code}).` });
    this.addStackDependency(data);
    this.addStackDependency(access);
  }
}
