import { catalogTable } from "#catalog/table";
import { apiEnvironment, consumeHolds, releaseHolds, resplitStock, routes } from "#functions/inventory/manifest";
import { inventoryTable } from "#inventory/table";
import { sellersTable } from "#sellers/table";
import { Consumer } from "../constructs/consumer.ts";
import { accessTo } from "../constructs/domain-table.ts";
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
    const own = { environment: { INVENTORY_TABLE: stock.name }, may: [stock.readAndWrite] };

    new HttpService(
      this,
      { routes, environment: apiEnvironment },
      {
        entry: "inventory/api.http",
        environment: { ...own.environment, CATALOG_TABLE: listings.name, SELLERS_TABLE: sellers.name },
        may: [stock.readAndWrite, listings.read, sellers.read],
      },
    );
    new Consumer(this, releaseHolds, { entry: "inventory/release-holds.event", ...own });
    new Consumer(this, consumeHolds, { entry: "inventory/consume-holds.event", ...own });
    new Consumer(this, resplitStock, { entry: "inventory/resplit-stock.event", ...own });
  }
}
