import {
  capture,
  notificationsEnvironment,
  pay,
  pollPending,
  routes,
  sandboxNotify,
  undo,
} from "#functions/payments/manifest";
import { orderingTable } from "#ordering/table";
import { sandboxTable } from "#payments/sandbox/table";
import { paymentsTable } from "#payments/table";
import { Consumer } from "../constructs/consumer.ts";
import { accessTo } from "../constructs/domain-table.ts";
import { granted, variables } from "../constructs/grant.ts";
import { apiParameters } from "../constructs/http-api.ts";
import { HttpService } from "../constructs/http-service.ts";
import { QueueWorker } from "../constructs/queue-worker.ts";
import { ScheduledFunction } from "../constructs/scheduled-function.ts";
import { ServiceStack } from "../constructs/service-stack.ts";
import { secretAs } from "../constructs/site-secret.ts";
import { readParameter } from "../constructs/ssm-parameter.ts";
import { WorkQueue } from "../constructs/work-queue.ts";
import type { RequestLimit } from "../deployments.ts";
import type { MarketParts } from "./market-service.ts";
import { PublishedTable } from "./outbox.ts";
import { StuckPaymentsAlarm } from "./stuck-payments-alarm.ts";

/** What calls the provider or hears from it. */
const callers = [
  "payments/notifications.http",
  "payments/pay.event",
  "payments/undo.event",
  "payments/capture.event",
  "payments/poll-pending.schedule",
];

/**
 * What a market hears from its provider: of each order that it was authorised and captured, and of some that the money went
 * back. For the thousand orders a second that a market is reckoned for, that is three thousand. An API that admits less admits as
 * much of it here. What is above is told again by the provider, and asked for by the sweep of pending payments.
 */
const notificationsOf = ({ perSecond, burst }: RequestLimit): RequestLimit => ({
  perSecond: Math.min(3_000, Math.floor(0.6 * perSecond)),
  burst: Math.min(3_000, Math.floor(0.6 * burst)),
});

/** Money of one market: asked for, captured and given back through a provider, which tells what it did by itself or is
 *  asked. The sandbox that plays the provider has its own table, queue and sender, as a provider would. */
export class Payments extends ServiceStack {
  constructor(parts: MarketParts) {
    super(parts, "payments", "Money of orders");
    const payments = accessTo(this.site, paymentsTable);
    const sandbox = accessTo(this.site, sandboxTable);
    const orders = accessTo(this.site, orderingTable);
    parts.data.keepSecret(
      "sandbox-signing",
      "The sandbox provider signs its notifications with it.",
      "both sides must change it together: the provider starts a change, not a timer of ours",
    );
    const signing = secretAs(this, "PROVIDER_SECRET_ARN", "sandbox-signing");
    const webhooks = new WorkQueue(this, "payments/sandbox-notify.event", sandboxNotify);
    const toSandbox = webhooks.as(sandboxNotify.fedBy.variable);
    new QueueWorker(this, webhooks, sandboxNotify, {
      entry: "payments/sandbox-notify.event",
      ...granted(toSandbox, signing, variables({ API_URL: readParameter(this, apiParameters.url) })),
      allowRecursion: true, // what is to be told in days waits in rounds of a quarter of an hour
    });
    const calling = granted(payments.readAndWrite, sandbox.readAndWrite, toSandbox);

    new HttpService(
      this,
      { routes, environment: notificationsEnvironment },
      {
        entry: "payments/notifications.http",
        ...granted(calling, signing),
      },
      { open: notificationsOf(this.site.requests) },
    );
    new Consumer(this, pay, {
      entry: "payments/pay.event",
      ...granted(calling, orders.read),
    });
    new Consumer(this, undo, { entry: "payments/undo.event", ...calling });
    new Consumer(this, capture, { entry: "payments/capture.event", ...calling });
    new ScheduledFunction(this, pollPending, { entry: "payments/poll-pending.schedule", ...calling });
    for (const entry of callers) new StuckPaymentsAlarm(this, entry);
    new PublishedTable(this, paymentsTable);
  }
}
