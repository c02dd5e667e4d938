import { catalogTable } from "#catalog/table";
import { apiEnvironment, consumeHolds, releaseHolds, resplitStock, routes } from "#functions/inventory/manifest";
import { inventoryTable } from "#inventory/table";
import { sellersTable } from "#sellers/table";
import { Consumer } from "../constructs/consumer.ts";
import { accessTo } from "../constructs/domain-table.ts";
import { granted } from "../constructs/grant.ts";
import { HttpService } from "../constructs/http-service.ts";
import { ServiceStack } from "../constructs/service-stack.ts";
import type { MarketParts } from "./market-service.ts";

/** Stock of one market: counted through the API, held by the checkout, let go or used up by what becomes of orders. */
export class Inventory extends ServiceStack {
  constructor(parts: MarketParts) {
    super(parts, "inventory", "Stock and holds");
    const stock = accessTo(this.site, inventoryTable);
    const listings = accessTo(this.site, catalogTable);
    const sellers = accessTo(this.site, sellersTable);

    new HttpService(
      this,
      { routes, environment: apiEnvironment },
      {
        entry: "inventory/api.http",
        ...granted(stock.readAndWrite, listings.read, sellers.read),
      },
    );
    new Consumer(this, releaseHolds, { entry: "inventory/release-holds.event", ...stock.readAndWrite });
    new Consumer(this, consumeHolds, { entry: "inventory/consume-holds.event", ...stock.readAndWrite });
    new Consumer(this, resplitStock, { entry: "inventory/resplit-stock.event", ...stock.readAndWrite });
  }
}
