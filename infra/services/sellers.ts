import { apiEnvironment, routes } from "#functions/sellers/manifest";
import { sellersTable } from "#sellers/table";
import { accessTo } from "../constructs/domain-table.ts";
import { HttpService } from "../constructs/http-service.ts";
import { ServiceStack } from "../constructs/service-stack.ts";
import type { MarketParts } from "./market-service.ts";

/** Sellers of one market: their table and their API. */
export class Sellers extends ServiceStack {
  constructor(parts: MarketParts) {
    super(parts, "sellers", "Who sells");
    new HttpService(
      this,
      { routes, environment: apiEnvironment },
      { entry: "sellers/api.http", ...accessTo(this.site, sellersTable).readAndWrite },
    );
  }
}
