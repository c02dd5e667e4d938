import { Construct } from "constructs";
import {
  apiEnvironment,
  enterControlTotals,
  recordObservations,
  routes,
  writeBatches,
} from "#functions/reporting/manifest";
import { orderingTable } from "#ordering/table";
import { reportingTable } from "#reporting/table";
import { Consumer } from "../constructs/consumer.ts";
import { accessTo } from "../constructs/domain-table.ts";
import { HttpService } from "../constructs/http-service.ts";
import { readLink, secretLink } from "../constructs/link.ts";
import { ScheduledFunction } from "../constructs/scheduled-function.ts";
import type { SiteStack } from "../constructs/site.ts";
import { reading } from "../constructs/site-secret.ts";
import { busOf, type MarketParts } from "./market-parts.ts";

/** What one market sold: its control totals, its observations, and the batches of figures that are made of them. It
 *  works the same whether anybody outside listens or not. */
export class Reporting extends Construct {
  constructor(stack: SiteStack, { data, api, market, centralLink }: MarketParts) {
    super(stack, "Reporting");
    const figures = data.keep(reportingTable);
    data.keepSecret(
      "pseudonym",
      "Buyers become pseudonyms with it, as long as observations of theirs wait.",
      "a new key would make one buyer two, and figures would count them twice",
    );
    const pseudonym = readLink(this, secretLink("pseudonym"));
    const orders = accessTo(stack.site, orderingTable);
    const { BUS_NAME, put } = busOf(stack.site);
    const { windowSeconds, graceSeconds } = stack.site.deployment.reporting ?? market.reporting;
    const own = { REPORTING_TABLE: figures.name };
    const books = { ...own, CENTRAL_LINK: centralLink };
    const rhythm = { WINDOW_SECONDS: String(windowSeconds), GRACE_SECONDS: String(graceSeconds) };

    new HttpService(
      this,
      api,
      { routes, environment: apiEnvironment },
      // both read all that waits, which may be an hour of a busy market: a whole processor, and room
      { entry: "reporting/api.http", environment: own, may: [figures.read], memory: 1769 },
    );
    new Consumer(this, recordObservations, {
      entry: "reporting/record-observations.event",
      environment: { ...books, ...rhythm, ORDERING_TABLE: orders.name, PSEUDONYM_SECRET_ARN: pseudonym },
      may: [figures.readAndWrite, orders.read, reading(pseudonym)],
    });
    new Consumer(this, enterControlTotals, {
      entry: "reporting/enter-control-totals.event",
      environment: { ...books, ORDERING_TABLE: orders.name },
      may: [figures.readAndWrite, orders.read],
    });
    new ScheduledFunction(this, writeBatches, {
      entry: "reporting/write-batches.schedule",
      environment: { ...books, ...rhythm, BUS_NAME },
      may: [figures.readAndWrite, put],
      memory: 1769,
    });
  }
}
