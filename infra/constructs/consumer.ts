import { EventBus, Rule } from "aws-cdk-lib/aws-events";
import { Construct } from "constructs";
import { sourceOf } from "#kernel/event";
import type { ConsumerSpec, EnvironmentSchema, QueueSpec } from "#platform/manifest";
import { slugOf } from "../slug.ts";
import { LostEventsAlarm } from "./lost-events-alarm.ts";
import { archiveNameIn, busNameIn } from "./market-bus.ts";
import { QueueWorker } from "./queue-worker.ts";
import type { Wiring } from "./service-function.ts";
import { nameIn, type Site, siteOf } from "./site.ts";
import { WorkQueue } from "./work-queue.ts";

/** A bus that is not the site's own. */
export type OtherBus = {
  readonly busName: string;
  /** What becomes of an event that was lost on the way from it. */
  readonly whatWasLost: string;
};

/** The site's own bus keeps what it was told. */
const replayed = (site: Site): string =>
  `then replay the archive ${archiveNameIn(site)} of that time to this rule alone: its function bears repeats.`;

/** A function fed by the events of its contracts: from a bus of its site, through a queue of its own. */
export class Consumer<Environment extends EnvironmentSchema> extends Construct {
  constructor(
    scope: Construct,
    spec: Pick<ConsumerSpec, "on"> & QueueSpec<Environment>,
    wiring: Wiring<Environment>,
    from?: OtherBus,
  ) {
    super(scope, `on-${slugOf(wiring.entry)}`);
    const { entry } = wiring;
    const site = siteOf(this);
    const { busName, whatWasLost } = from ?? { busName: busNameIn(site), whatWasLost: replayed(site) };
    const ruleName = nameIn(site, slugOf(entry));
    const work = new WorkQueue(this, entry, spec);
    new QueueWorker(this, work, spec, wiring);
    const types = spec.on.map(({ type }) => type);
    new Rule(this, "Rule", {
      ruleName,
      description: `What ${slugOf(entry)} reacts to.`,
      eventBus: EventBus.fromEventBusName(this, "Bus", busName),
      eventPattern: { source: [...new Set(types.map(sourceOf))], detailType: types },
      targets: [work.asTarget()],
    });
    new LostEventsAlarm(this, "Lost", { ruleName, busName }, { impact: spec.impactWhenStuck, remedy: whatWasLost });
  }
}
