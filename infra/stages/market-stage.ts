import type { Construct } from "constructs";
import type { Market } from "#markets/schema";
import type { Site } from "../constructs/site.ts";
import { Access } from "../services/access.ts";
import { Catalog } from "../services/catalog.ts";
import type { OtherEnd } from "../services/central-link.ts";
import { Checkout } from "../services/checkout.ts";
import { Fulfillment } from "../services/fulfillment.ts";
import { Inventory } from "../services/inventory.ts";
import type { MarketService } from "../services/market-service.ts";
import { Ordering } from "../services/ordering.ts";
import { Outbox } from "../services/outbox.ts";
import { Payments } from "../services/payments.ts";
import { Reporting } from "../services/reporting.ts";
import { Sellers } from "../services/sellers.ts";
import { DataStack } from "./data-stack.ts";
import { OperationsStack } from "./operations-stack.ts";
import { SiteStage } from "./site-stage.ts";

/** What a market does, a stack for each domain. A new domain is one line more. */
const services: readonly MarketService[] = [
  Sellers,
  Catalog,
  Inventory,
  Checkout,
  Ordering,
  Payments,
  Fulfillment,
  Reporting,
  Outbox,
];

/** One market, complete by itself. Its stacks find each other by name: each can be deployed without touching the rest. */
export class MarketStage extends SiteStage {
  /** @param centre where the centre lives; `undefined` for a detached market, which then holds no trace of it */
  constructor(scope: Construct, site: Site, market: Market, centre: OtherEnd | undefined) {
    super(scope, site);
    const data = new DataStack(this, site);
    const access = new Access(this, site);
    for (const Service of services) new Service({ stage: this, site, data, access, market, centre });
    new OperationsStack(this, site, access);
  }
}
