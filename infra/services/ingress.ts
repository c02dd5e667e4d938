import { Duration } from "aws-cdk-lib";
import { EventField, Rule, RuleTargetInput } from "aws-cdk-lib/aws-events";
import { validateIngress } from "#functions/headquarters/manifest";
import { sourceOf } from "#kernel/event";
import { customMetric } from "../constructs/custom-metric.ts";
import { ImpactAlarm } from "../constructs/impact-alarm.ts";
import { LostEventsAlarm } from "../constructs/lost-events-alarm.ts";
import { GuardedBus, ownBus } from "../constructs/market-bus.ts";
import { QueueWorker } from "../constructs/queue-worker.ts";
import { type ServiceParts, ServiceStack } from "../constructs/service-stack.ts";
import { nameIn } from "../constructs/site.ts";
import { WorkQueue } from "../constructs/work-queue.ts";
import { ingressBus, type OtherEnd } from "./central-link.ts";

const entry = "headquarters/validate-ingress.event";
const { contracts, stamp } = validateIngress.fedBy;
const types = contracts.map(({ type }) => type);

/**
 * Where the markets' figures come in: one bus for each attached market, on which nobody else can put anything. Its rule
 * says which market it was, over whatever the event claims.
 */
export class Ingress extends ServiceStack {
  constructor(parts: ServiceParts, attached: readonly OtherEnd[]) {
    super(parts, "ingress", "What the attached markets publish");
    const work = new WorkQueue(this, entry, validateIngress);
    new QueueWorker(this, work, validateIngress, { entry, ...ownBus(this.site) });
    work.admitRulesOn(ingressBus(this.site, { code: "*" }));
    for (const market of attached) {
      const { bus } = new GuardedBus(this, `from-${market.code}`, {
        name: ingressBus(this.site, market),
        description: `What ${market.code} publishes.`,
        admits: market,
      });
      const ruleName = nameIn(this.site, "stamp", market.code);
      new Rule(this, `stamp-${market.code}`, {
        ruleName,
        description: `Stamps what came from ${market.code}.`,
        eventBus: bus,
        eventPattern: { source: [...new Set(types.map(sourceOf))], detailType: types },
        targets: [work.asSharedTarget(RuleTargetInput.fromObject(stamp(market.code, EventField.fromPath("$.detail"))))],
      });
      new LostEventsAlarm(
        this,
        `lost-${market.code}`,
        { ruleName, busName: bus.eventBusName },
        {
          impact: validateIngress.impactWhenStuck,
          remedy: "the market sends again by itself what the centre did not acknowledge.",
        },
      );
      new ImpactAlarm(this, `refused-${market.code}`, {
        metric: customMetric(this, {
          ...{ entry, name: "RefusedEvents", dimensions: { market: market.code } },
          ...{ statistic: "Sum", period: Duration.minutes(5) },
        }),
        threshold: 1,
        impact: `${market.code} tried to tell the centre what no contract declares; none of it was kept.`,
        remedy:
          "find out which release of the market sends it: the function's log names the fields. It may be a defect, or somebody who wants to carry data out.",
      });
    }
  }
}
