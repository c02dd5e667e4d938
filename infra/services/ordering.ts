import { apiEnvironment, confirmOnPayment, followShipments, lapse, routes } from "#functions/ordering/manifest";
import { orderingTable } from "#ordering/table";
import { paymentsTable } from "#payments/table";
import { Consumer } from "../constructs/consumer.ts";
import { accessTo } from "../constructs/domain-table.ts";
import { granted } from "../constructs/grant.ts";
import { HttpService } from "../constructs/http-service.ts";
import { ScheduledFunction } from "../constructs/scheduled-function.ts";
import { ServiceStack } from "../constructs/service-stack.ts";
import type { MarketParts } from "./market-service.ts";
import { PublishedTable } from "./outbox.ts";

/** Orders of one market: shown, cancelled, confirmed when they are paid, lapsed when they are not, completed at the door. */
export class Ordering extends ServiceStack {
  constructor(parts: MarketParts) {
    super(parts, "ordering", "What becomes of orders");
    const orders = accessTo(this.site, orderingTable);
    const payments = accessTo(this.site, paymentsTable);

    new HttpService(
      this,
      { routes, environment: apiEnvironment },
      { entry: "ordering/api.http", ...granted(orders.readAndWrite, payments.read) },
    );
    new Consumer(this, confirmOnPayment, { entry: "ordering/confirm-on-payment.event", ...orders.readAndWrite });
    new Consumer(this, followShipments, { entry: "ordering/follow-shipments.event", ...orders.readAndWrite });
    new ScheduledFunction(this, lapse, { entry: "ordering/lapse.schedule", ...orders.readAndWrite });
    new PublishedTable(this, orderingTable);
  }
}
