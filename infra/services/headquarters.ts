import { Duration, type Stage } from "aws-cdk-lib";
import { centralGroups, centralResources } from "#functions/access/manifest";
import {
  acknowledgeBatches,
  apiEnvironment,
  apiRoutes,
  frontDoorEnvironment,
  preToken,
  routes,
  storeBatches,
} from "#functions/headquarters/manifest";
import { headquartersTable } from "#headquarters/table";
import { Consumer } from "../constructs/consumer.ts";
import { customMetric } from "../constructs/custom-metric.ts";
import { accessTo } from "../constructs/domain-table.ts";
import { granted, grantOf, variables } from "../constructs/grant.ts";
import { SiteApi } from "../constructs/http-api.ts";
import { HttpService } from "../constructs/http-service.ts";
import { ImpactAlarm } from "../constructs/impact-alarm.ts";
import { putOn } from "../constructs/market-bus.ts";
import { PreTokenTrigger } from "../constructs/pre-token-trigger.ts";
import { ScheduledFunction } from "../constructs/scheduled-function.ts";
import { type ServiceParts, ServiceStack } from "../constructs/service-stack.ts";
import { arnIn, type Site, SiteStack } from "../constructs/site.ts";
import { secretAs } from "../constructs/site-secret.ts";
import { SitePool } from "../constructs/user-pool.ts";
import { directivesBus, type OtherEnd } from "./central-link.ts";
import { FeedAlarms } from "./feed-alarms.ts";

/** Leadership: who they are, and where the centre's API is. */
export class Leadership extends SiteStack {
  constructor(stage: Stage, site: Site) {
    super(stage, "access", site, { stateful: true, description: "People and API of the centre." });
    const trigger = new PreTokenTrigger(this, preToken, {
      entry: "headquarters/pre-token.event",
      environment: {},
    });
    const groups = Object.keys(centralGroups);
    new SiteApi(this, new SitePool(this, { resources: centralResources, groups, machines: {} }, trigger));
  }
}

/** What leadership sees: batches of the attached markets, kept in order, shown as a feed and as reports. */
export class Headquarters extends ServiceStack {
  constructor(parts: ServiceParts, attached: readonly OtherEnd[]) {
    super(parts, "headquarters", "What leadership sees of the markets");
    const { site } = this;
    const batches = accessTo(site, headquartersTable);
    parts.data.keepSecret(
      "cursors",
      "Cursors of the feed are signed with it: the first word signs, all of them verify.",
      "cursors of last year must work: a new key is written behind the old ones, and minutes later in front, by hand",
    );
    const cursors = secretAs(this, "CURSOR_SECRET_ARN", "cursors");
    const codes = variables({ ATTACHED_MARKETS: attached.map(({ code }) => code).join(" ") });
    const directives = (market: OtherEnd): string =>
      `${market.code}=${arnIn(market, "events", `event-bus/${directivesBus(market)}`)}`;

    new HttpService(
      this,
      { routes, environment: frontDoorEnvironment },
      { entry: "headquarters/front-door.http", environment: {} },
    );
    new HttpService(
      this,
      { routes: apiRoutes, environment: apiEnvironment },
      {
        entry: "headquarters/api.http",
        ...granted(batches.read, codes, cursors),
        memory: 1024,
      },
    );
    new Consumer(this, storeBatches, {
      entry: "headquarters/store-batches.event",
      ...batches.readAndWrite,
    });
    new ImpactAlarm(this, "conflict", {
      metric: customMetric(this, {
        ...{ entry: "headquarters/store-batches.event", name: "BatchesInConflict" },
        ...{ statistic: "Sum", period: Duration.minutes(5) },
      }),
      threshold: 1,
      impact:
        "a market published two different batches under one number; the centre keeps the first, and its books differ.",
      remedy:
        "the function's log names market, epoch and sequence. Run `archipelago reconcile` for the market, and look for a second writer or a restored table.",
    });
    new ScheduledFunction(this, acknowledgeBatches, {
      entry: "headquarters/acknowledge-batches.schedule",
      ...granted(
        batches.readAndWrite,
        grantOf(
          "DIRECTIVE_BUSES",
          attached.map(directives).join(" "),
          ...attached.map((market) => putOn(market, directivesBus(market))),
        ),
      ),
    });
    for (const market of attached) new FeedAlarms(this, market, "headquarters/acknowledge-batches.schedule");
  }
}
