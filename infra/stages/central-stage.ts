import type { Construct } from "constructs";
import type { Site } from "../constructs/site.ts";
import type { OtherEnd } from "../services/central-link.ts";
import { Headquarters, Leadership } from "../services/headquarters.ts";
import { Ingress } from "../services/ingress.ts";
import { DataStack } from "./data-stack.ts";
import { OperationsStack } from "./operations-stack.ts";
import { SiteStage } from "./site-stage.ts";

/** What the centre does. */
const services = [Headquarters, Ingress] as const;

/** The centre: leadership, its API, and an open ear for every attached market. It knows of the others nothing at all. */
export class CentralStage extends SiteStage {
  constructor(scope: Construct, site: Site, attached: readonly OtherEnd[]) {
    super(scope, site);
    const data = new DataStack(this, site);
    const access = new Leadership(this, site);
    for (const Service of services) new Service({ stage: this, site, data, access }, attached);
    new OperationsStack(this, site, access);
  }
}
