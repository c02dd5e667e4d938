import { Construct } from "constructs";
import { apiDimensions } from "./http-api.ts";
import { ConcurrencyAlarm, RateAlarm } from "./quota-alarm.ts";
import { siteOf } from "./site.ts";

/** Warnings before a site reaches what AWS lets its account do in its region. Tables have theirs beside them. */
export class AccountQuotaAlarms extends Construct {
  constructor(scope: Construct, apiId: string) {
    super(scope, "Quotas");
    const { quotas, requests } = siteOf(this);
    new ConcurrencyAlarm(this, "Functions");
    new RateAlarm(this, "Deliveries", {
      namespace: "AWS/Events",
      metricName: "InvocationsCreated",
      perSecond: quotas.invocations,
      impact: "soon events reach their consumers late: orders are confirmed, shipped and counted with a delay.",
    });
    new RateAlarm(this, "Events", {
      namespace: "AWS/Events",
      metricName: "PutEventsApproximateCallCount",
      perSecond: quotas.putEvents,
      impact: "soon events are refused and wait in the outboxes for the minutely retry.",
    });
    new RateAlarm(this, "Requests", {
      namespace: "AWS/ApiGateway",
      metricName: "Count",
      dimensions: apiDimensions(apiId),
      perSecond: Math.min(requests.perSecond, quotas.apiRequests),
      impact: "soon callers are answered with 429.",
      remedy:
        "see in the access log whether one route is flooded; where the load is real, raise `requests` of this site in infra/deployments.ts, and before that the account's quota of API Gateway if it is near.",
    });
  }
}
