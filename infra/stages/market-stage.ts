import type { Construct } from "constructs";
import type { Market } from "#markets/schema";
import { type Site, SiteStack } from "../constructs/site.ts";
import { Access } from "../services/access.ts";
import { Catalog } from "../services/catalog.ts";
import { CentralLink, type OtherEnd } from "../services/central-link.ts";
import { Checkout } from "../services/checkout.ts";
import { Fulfillment } from "../services/fulfillment.ts";
import { Inventory } from "../services/inventory.ts";
import { Ordering } from "../services/ordering.ts";
import { Outbox } from "../services/outbox.ts";
import { Payments } from "../services/payments.ts";
import { Reporting } from "../services/reporting.ts";
import { Sellers } from "../services/sellers.ts";
import { DataStack } from "./data-stack.ts";
import { EdgeStack } from "./edge-stack.ts";
import { SiteStage } from "./site-stage.ts";

/** One market, complete by itself. Its stacks find each other by name: each can be deployed without touching the rest. */
export class MarketStage extends SiteStage {
  /** @param centre where the centre lives; `undefined` for a detached market, which then holds no trace of it */
  constructor(scope: Construct, site: Site, market: Market, centre: OtherEnd | undefined) {
    super(scope, site);
    const data = new DataStack(this, site);
    const access = new SiteStack(this, "access", site, {
      stateful: true,
      description: `People, machines and API of ${site.code}.`,
    });
    const edge = new EdgeStack(this, site);
    const parts = { market, data, api: edge.api, centralLink: centre ? ("attached" as const) : ("detached" as const) };
    const services = (name: string, description: string): SiteStack => {
      const stack = new SiteStack(this, name, site, { description });
      stack.addStackDependency(data);
      stack.addStackDependency(access);
      return stack;
    };

    new Access(access, parts);

    const offers = services("offers", `What can be bought in ${site.code}: sellers, catalogue, stock.`);
    new Sellers(offers, parts);
    new Catalog(offers, parts);
    new Inventory(offers, parts);

    const orders = services("orders", `What was bought in ${site.code}: checkout, orders, payments.`);
    new Checkout(orders, parts);
    new Ordering(orders, parts);
    new Payments(orders, parts);
    new Outbox(orders);

    const shipments = services("shipments", `What is on its way in ${site.code}.`);
    new Fulfillment(shipments, parts);

    const figures = services("figures", `What was sold in ${site.code}: observations, control totals, batches.`);
    new Reporting(figures, parts);

    // part of a stack that is always there: a redeploy is all it takes to cut a market loose
    if (centre) new CentralLink(figures, centre);
    edge.complete(this);
  }
}
