import { Construct } from "constructs";
import { fulfillmentTable } from "#fulfillment/table";
import {
  apiEnvironment,
  finishDispatch,
  planOnConfirmed,
  routes,
  withdrawOnCancelled,
} from "#functions/fulfillment/manifest";
import { orderingTable } from "#ordering/table";
import { Consumer } from "../constructs/consumer.ts";
import { accessTo } from "../constructs/domain-table.ts";
import { HttpService } from "../constructs/http-service.ts";
import type { SiteStack } from "../constructs/site.ts";
import type { MarketParts } from "./market-parts.ts";
import { PublishedTable } from "./outbox.ts";

/** Shipments of one market: planned from paid orders, withdrawn from cancelled ones, dispatched and delivered by people. */
export class Fulfillment extends Construct {
  constructor(stack: SiteStack, { data, api }: MarketParts) {
    super(stack, "Fulfillment");
    const shipments = data.keep(fulfillmentTable);
    const orders = accessTo(stack.site, orderingTable);
    const own = { FULFILLMENT_TABLE: shipments.name };
    const both = { ...own, ORDERING_TABLE: orders.name };

    new HttpService(
      this,
      api,
      { routes, environment: apiEnvironment },
      { entry: "fulfillment/api.http", environment: both, may: [shipments.readAndWrite, orders.readAndWrite] },
    );
    new Consumer(this, planOnConfirmed, {
      entry: "fulfillment/plan-on-confirmed.event",
      environment: both,
      may: [shipments.readAndWrite, orders.readAndWrite],
    });
    new Consumer(this, withdrawOnCancelled, {
      entry: "fulfillment/withdraw-on-cancelled.event",
      environment: own,
      may: [shipments.readAndWrite],
    });
    new Consumer(this, finishDispatch, {
      entry: "fulfillment/finish-dispatch.event",
      environment: own,
      may: [shipments.readAndWrite],
    });
    new PublishedTable(this, fulfillmentTable);
  }
}
