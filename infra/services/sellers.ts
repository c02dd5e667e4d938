import { Construct } from "constructs";
import { apiEnvironment, routes } from "#functions/sellers/manifest";
import { sellersTable } from "#sellers/table";
import { HttpService } from "../constructs/http-service.ts";
import type { SiteStack } from "../constructs/site.ts";
import type { MarketParts } from "./market-parts.ts";

/** Sellers of one market: their table and their API. */
export class Sellers extends Construct {
  constructor(stack: SiteStack, { data, api }: MarketParts) {
    super(stack, "Sellers");
    const sellers = data.keep(sellersTable);
    new HttpService(
      this,
      api,
      { routes, environment: apiEnvironment },
      { entry: "sellers/api.http", environment: { SELLERS_TABLE: sellers.name }, may: [sellers.readAndWrite] },
    );
  }
}
