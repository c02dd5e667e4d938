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
import { granted } from "../constructs/grant.ts";
import { HttpService } from "../constructs/http-service.ts";
import { ServiceStack } from "../constructs/service-stack.ts";
import type { MarketParts } from "./market-service.ts";
import { PublishedTable } from "./outbox.ts";

/** Shipments of one market: planned from paid orders, withdrawn from cancelled ones, dispatched and delivered by people. */
export class Fulfillment extends ServiceStack {
  constructor(parts: MarketParts) {
    super(parts, "fulfillment", "What is on its way");
    const shipments = accessTo(this.site, fulfillmentTable);
    const orders = accessTo(this.site, orderingTable);
    const both = granted(shipments.readAndWrite, orders.readAndWrite);

    new HttpService(this, { routes, environment: apiEnvironment }, { entry: "fulfillment/api.http", ...both });
    new Consumer(this, planOnConfirmed, {
      entry: "fulfillment/plan-on-confirmed.event",
      ...both,
    });
    new Consumer(this, withdrawOnCancelled, {
      entry: "fulfillment/withdraw-on-cancelled.event",
      ...granted(shipments.readAndWrite, orders.read),
    });
    new Consumer(this, finishDispatch, {
      entry: "fulfillment/finish-dispatch.event",
      ...shipments.readAndWrite,
    });
    new PublishedTable(this, fulfillmentTable);
  }
}
