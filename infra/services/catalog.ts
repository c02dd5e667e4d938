import { Construct } from "constructs";
import { catalogTable } from "#catalog/table";
import { apiEnvironment, routes } from "#functions/catalog/manifest";
import { inventoryTable } from "#inventory/table";
import { sellersTable } from "#sellers/table";
import { accessTo } from "../constructs/domain-table.ts";
import { HttpService } from "../constructs/http-service.ts";
import type { SiteStack } from "../constructs/site.ts";
import type { MarketParts } from "./market-parts.ts";
import { PublishedTable } from "./outbox.ts";

/** Listings of one market: their table, their API, and what they announce. */
export class Catalog extends Construct {
  constructor(stack: SiteStack, { data, api }: MarketParts) {
    super(stack, "Catalog");
    const listings = data.keep(catalogTable);
    const sellers = accessTo(stack.site, sellersTable);
    const stock = accessTo(stack.site, inventoryTable);

    new HttpService(
      this,
      api,
      { routes, environment: apiEnvironment },
      {
        entry: "catalog/api.http",
        environment: { CATALOG_TABLE: listings.name, SELLERS_TABLE: sellers.name, INVENTORY_TABLE: stock.name },
        may: [listings.readAndWrite, sellers.read, stock.read],
      },
    );
    new PublishedTable(this, catalogTable);
  }
}
