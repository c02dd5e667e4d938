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
import { busOf } from "../constructs/market-bus.ts";
import { ScheduledFunction } from "../constructs/scheduled-function.ts";
import { ServiceStack } from "../constructs/service-stack.ts";
import { reading } from "../constructs/site-secret.ts";
import { CentralLink } from "./central-link.ts";
import type { MarketParts } from "./market-service.ts";

/** What one market sold: its control totals, its observations, and the batches of figures that are made of them. It
 *  works the same whether anybody outside listens or not. */
export class Reporting extends ServiceStack {
  constructor(parts: MarketParts) {
    super(parts, "reporting", "What was sold");
    const figures = accessTo(this.site, reportingTable);
    parts.data.keepSecret(
      "pseudonym",
      "Buyers become pseudonyms with it, as long as observations of theirs wait.",
      "a new key would make one buyer two, and figures would count them twice",
    );
    const pseudonym = readLink(this, secretLink("pseudonym"));
    const orders = accessTo(this.site, orderingTable);
    const { BUS_NAME, put } = busOf(this.site);
    const { windowSeconds, graceSeconds } = this.site.deployment.reporting ?? parts.market.reporting;
    const own = { REPORTING_TABLE: figures.name };
    const books = { ...own, CENTRAL_LINK: parts.centre ? ("attached" as const) : ("detached" as const) };
    const rhythm = { WINDOW_SECONDS: String(windowSeconds), GRACE_SECONDS: String(graceSeconds) };

    new HttpService(
      this,
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
    if (parts.centre) new CentralLink(this, parts.centre);
  }
}
