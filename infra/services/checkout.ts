import { catalogTable } from "#catalog/table";
import {
  placeOrderEnvironment,
  resumeReservingSchedule,
  resumeReservingStream,
  routes,
} from "#functions/checkout/manifest";
import { inventoryTable } from "#inventory/table";
import { orderingTable } from "#ordering/table";
import { paymentsTable } from "#payments/table";
import { accessTo } from "../constructs/domain-table.ts";
import { granted } from "../constructs/grant.ts";
import { HttpService } from "../constructs/http-service.ts";
import { ScheduledFunction } from "../constructs/scheduled-function.ts";
import { ServiceStack } from "../constructs/service-stack.ts";
import { StreamConsumer } from "../constructs/stream-consumer.ts";
import type { MarketParts } from "./market-service.ts";

/** Where orders are placed: it takes stock and writes the order at once, and goes on with very large ones. */
export class Checkout extends ServiceStack {
  constructor(parts: MarketParts) {
    super(parts, "checkout", "Where orders are placed");
    const { site } = this;
    const orders = accessTo(site, orderingTable);
    const stock = accessTo(site, inventoryTable);
    const listings = accessTo(site, catalogTable);
    const payments = accessTo(site, paymentsTable);
    const resuming = granted(orders.readAndWrite, stock.readAndWrite);

    new HttpService(
      this,
      { routes, environment: placeOrderEnvironment },
      {
        entry: "checkout/place-order.http",
        ...granted(resuming, listings.read, payments.read),
        // buyers wait for it, and its cold start is all processor time: one full core
        memory: 1769,
      },
    );
    new StreamConsumer(this, orderingTable, resumeReservingStream, {
      entry: "checkout/resume-reserving.stream",
      ...resuming,
    });
    new ScheduledFunction(this, resumeReservingSchedule, {
      entry: "checkout/resume-reserving.schedule",
      ...resuming,
    });
  }
}
