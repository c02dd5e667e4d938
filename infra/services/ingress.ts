import { EventField, Rule, RuleTargetInput } from "aws-cdk-lib/aws-events";
import { Construct } from "constructs";
import { admitBatches, admittedContracts } from "#functions/headquarters/manifest";
import { sourceOf } from "#kernel/event";
import { GuardedBus } from "../constructs/market-bus.ts";
import { QueueWorker } from "../constructs/queue-worker.ts";
import type { SiteStack } from "../constructs/site.ts";
import { WorkQueue } from "../constructs/work-queue.ts";
import { ingressBus, type OtherEnd } from "./central-link.ts";
import { busOf } from "./market-parts.ts";

const entry = "headquarters/admit-batches.event";
const types = admittedContracts.map(({ type }) => type);

/**
 * Where the markets' figures come in: one bus for each attached market, on which nobody else can put anything. Its rule
 * says which market it was, over whatever the event claims.
 */
export class Ingress extends Construct {
  constructor(stack: SiteStack, attached: readonly OtherEnd[]) {
    super(stack, "Ingress");
    const { BUS_NAME, put } = busOf(stack.site);
    const work = new WorkQueue(this, entry, admitBatches);
    new QueueWorker(this, work, admitBatches, { entry, environment: { BUS_NAME }, may: [put] });
    work.admitRulesOn(ingressBus(stack.site, { code: "*" }));
    for (const market of attached) {
      const { bus } = new GuardedBus(this, `from-${market.code}`, {
        name: ingressBus(stack.site, market),
        description: `What ${market.code} publishes.`,
        admits: market,
      });
      new Rule(this, `stamp-${market.code}`, {
        description: `Stamps what came from ${market.code}.`,
        eventBus: bus,
        eventPattern: { source: [...new Set(types.map(sourceOf))], detailType: types },
        targets: [
          work.asSharedTarget(
            RuleTargetInput.fromObject({ market: market.code, event: EventField.fromPath("$.detail") }),
          ),
        ],
      });
    }
  }
}
