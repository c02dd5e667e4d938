import { Duration } from "aws-cdk-lib";
import type { RuleTargetInput } from "aws-cdk-lib/aws-events";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { EnvironmentSchema, QueueWorkerSpec } from "#platform/manifest";
import { DeadLetters } from "./dead-letters.ts";
import type { Permission } from "./permission.ts";
import { slugOf } from "./service-function.ts";
import { nameIn, siteOf } from "./site.ts";

/** Seconds that one batch may take, where a manifest does not say. */
export const timeoutOf = ({ timeoutSeconds = 10 }: { readonly timeoutSeconds?: number }): number => timeoutSeconds;

/** A queue that one function works off, with a queue for what it could not handle. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  /** Its name, known without asking its stack. */
  readonly name: string;
  readonly deadLetters: DeadLetters;

  /** @param entry the function that works it off */
  constructor(scope: Construct, entry: string, spec: QueueWorkerSpec<EnvironmentSchema>) {
    super(scope, `queue-${slugOf(entry)}`);
    const { code, deployment } = siteOf(this);
    this.name = nameIn(siteOf(this), slugOf(entry));
    this.deadLetters = new DeadLetters(this, "DeadLetters", {
      name: slugOf(entry),
      impact: spec.impactWhenStuck,
      remedy: `within 14 days of the event give it back to ${this.name}: npx archipelago redrive ${code} ${slugOf(entry)} --deployment ${deployment.name}, or a message move task of SQS.`,
    });
    this.queue = new Queue(this, "Queue", {
      queueName: this.name,
      // longer than all that a slow function and its retries need, or a message is worked on twice at once
      visibilityTimeout: Duration.seconds(6 * timeoutOf(spec)),
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 5 },
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
  }

  /** The queue as a rule's target. What cannot even be queued for a day is set aside where the function's own failures go,
   *  and comes back the same way. */
  asTarget(message?: RuleTargetInput): SqsQueue {
    return new SqsQueue(this.queue, {
      deadLetterQueue: this.deadLetters,
      maxEventAge: Duration.hours(24),
      retryAttempts: 185,
      ...(message ? { message } : {}),
    });
  }

  get url(): string {
    return this.queue.queueUrl;
  }

  /** Lets a function put work in. */
  get send(): Permission {
    return { actions: ["sqs:SendMessage"], resources: [this.queue.queueArn] };
  }
}
