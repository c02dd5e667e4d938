import { catalogTable } from "#catalog/table";
import { apiEnvironment, routes } from "#functions/catalog/manifest";
import { inventoryTable } from "#inventory/table";
import { sellersTable } from "#sellers/table";
import { accessTo } from "../constructs/domain-table.ts";
import { granted } from "../constructs/grant.ts";
import { HttpService } from "../constructs/http-service.ts";
import { ServiceStack } from "../constructs/service-stack.ts";
import type { MarketParts } from "./market-service.ts";
import { PublishedTable } from "./outbox.ts";

/** Listings of one market: their table, their API, and what they announce. */
export class Catalog extends ServiceStack {
  constructor(parts: MarketParts) {
    super(parts, "catalog", "What can be bought");
    const listings = accessTo(this.site, catalogTable);
    const sellers = accessTo(this.site, sellersTable);
    const stock = accessTo(this.site, inventoryTable);

    new HttpService(
      this,
      { routes, environment: apiEnvironment },
      {
        entry: "catalog/api.http",
        ...granted(listings.readAndWrite, sellers.read, stock.read),
      },
    );
    new PublishedTable(this, catalogTable);
  }
}
