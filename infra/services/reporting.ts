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
import { granted, variables } from "../constructs/grant.ts";
import { HttpService } from "../constructs/http-service.ts";
import { ownBus } from "../constructs/market-bus.ts";
import { ScheduledFunction } from "../constructs/scheduled-function.ts";
import { ServiceStack } from "../constructs/service-stack.ts";
import { secretAs } from "../constructs/site-secret.ts";
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
    const pseudonym = secretAs(this, "PSEUDONYM_SECRET_ARN", "pseudonym");
    const orders = accessTo(this.site, orderingTable);
    const { windowSeconds, graceSeconds } = this.site.deployment.reporting ?? parts.market.reporting;
    const link = variables({ CENTRAL_LINK: parts.centre ? "attached" : "detached" });
    const rhythm = variables({ WINDOW_SECONDS: String(windowSeconds), GRACE_SECONDS: String(graceSeconds) });

    new HttpService(
      this,
      { routes, environment: apiEnvironment },
      // both read all that waits, which may be an hour of a busy market: a whole processor, and room
      { entry: "reporting/api.http", ...figures.read, memory: 1769 },
    );
    new Consumer(this, recordObservations, {
      entry: "reporting/record-observations.event",
      ...granted(figures.readAndWrite, orders.read, pseudonym, link, rhythm),
    });
    new Consumer(this, enterControlTotals, {
      entry: "reporting/enter-control-totals.event",
      ...granted(figures.readAndWrite, orders.read, link),
    });
    new ScheduledFunction(this, writeBatches, {
      entry: "reporting/write-batches.schedule",
      ...granted(figures.readAndWrite, ownBus(this.site), link, rhythm),
      memory: 1769,
    });
    if (parts.centre) new CentralLink(this, parts.centre);
  }
}
