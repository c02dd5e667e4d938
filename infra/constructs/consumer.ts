import { EventBus, Rule } from "aws-cdk-lib/aws-events";
import { Construct } from "constructs";
import { sourceOf } from "#kernel/event";
import type { ConsumerSpec, EnvironmentSchema, QueueSpec } from "#platform/manifest";
import { slugOf } from "../slug.ts";
import { busNameIn } from "./market-bus.ts";
import { QueueWorker } from "./queue-worker.ts";
import type { Wiring } from "./service-function.ts";
import { siteOf } from "./site.ts";
import { WorkQueue } from "./work-queue.ts";

/** A function fed by the events of its contracts: from a bus of its site, through a queue of its own. */
export class Consumer<Environment extends EnvironmentSchema> extends Construct {
  constructor(
    scope: Construct,
    spec: Pick<ConsumerSpec, "on"> & QueueSpec<Environment>,
    wiring: Wiring<Environment>,
    /** The bus it listens to, where that is not the site's own. */
    busName?: string,
  ) {
    super(scope, `on-${slugOf(wiring.entry)}`);
    const { entry } = wiring;
    const work = new WorkQueue(this, entry, spec);
    new QueueWorker(this, work, spec, wiring);
    const types = spec.on.map(({ type }) => type);
    new Rule(this, "Rule", {
      description: `What ${slugOf(entry)} reacts to.`,
      eventBus: EventBus.fromEventBusName(this, "Bus", busName ?? busNameIn(siteOf(this))),
      eventPattern: { source: [...new Set(types.map(sourceOf))], detailType: types },
      targets: [work.asTarget()],
    });
  }
}
