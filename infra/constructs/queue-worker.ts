import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import { Construct } from "constructs";
import type { EnvironmentSchema, QueueSpec } from "#platform/manifest";
import { slugOf } from "../slug.ts";
import { ServiceFunction, type Wiring } from "./service-function.ts";
import { timeoutOf, type WorkQueue } from "./work-queue.ts";

/** A function that works off a queue. A message that fails goes back alone; its neighbours are done. */
export class QueueWorker<Environment extends EnvironmentSchema> extends Construct {
  constructor(scope: Construct, { queue }: WorkQueue, spec: QueueSpec<Environment>, wiring: Wiring<Environment>) {
    super(scope, slugOf(wiring.entry));
    const { lambda } = new ServiceFunction(this, spec.environment, wiring, timeoutOf(spec));
    lambda.addEventSource(
      new SqsEventSource(queue, {
        batchSize: 10,
        maxConcurrency: spec.concurrency ?? 10,
        reportBatchItemFailures: true,
      }),
    );
  }
}
