import type { Construct } from "constructs";
import { headquartersTable } from "#headquarters/table";
import { type Site, SiteStack } from "../constructs/site.ts";
import type { OtherEnd } from "../services/central-link.ts";
import { Headquarters, Leadership } from "../services/headquarters.ts";
import { Ingress } from "../services/ingress.ts";
import { DataStack } from "./data-stack.ts";
import { EdgeStack } from "./edge-stack.ts";
import { SiteStage } from "./site-stage.ts";

/** The centre: leadership, its API, and an open ear for every attached market. It knows of the others nothing at all. */
export class CentralStage extends SiteStage {
  constructor(scope: Construct, site: Site, attached: readonly OtherEnd[]) {
    super(scope, site);
    const data = new DataStack(this, site);
    data.keep(headquartersTable);
    data.keepSecret(
      "cursors",
      "Cursors of the feed are signed with it: the first word signs, all of them verify.",
      "cursors of last year must work: a new key is written behind the old ones, and minutes later in front, by hand",
    );
    const access = new SiteStack(this, "access", site, {
      stateful: true,
      description: "People and API of the centre.",
    });
    const edge = new EdgeStack(this, site);
    const figures = new SiteStack(this, "figures", site, { description: "What leadership sees of the markets." });
    figures.addStackDependency(data);
    figures.addStackDependency(access);
    const links = new SiteStack(this, "links", site, { description: "What the attached markets publish." });
    links.addStackDependency(data);

    new Leadership(access);
    new Headquarters(figures, edge.api, attached);
    new Ingress(links, attached);
    edge.complete(this);
  }
}
