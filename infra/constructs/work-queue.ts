import { Duration } from "aws-cdk-lib";
import type { IRuleTarget, RuleTargetInput } from "aws-cdk-lib/aws-events";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { EnvironmentSchema, QueueSpec } from "#platform/manifest";
import { slugOf } from "../slug.ts";
import { DeadLetters } from "./dead-letters.ts";
import { grantOf } from "./grant.ts";
import { arnIn, nameIn, siteOf } from "./site.ts";

/** Seconds that one batch may take, where a manifest does not say. */
export const timeoutOf = ({ timeoutSeconds = 10 }: { readonly timeoutSeconds?: number }): number => timeoutSeconds;

/** For how long, and how often, what cannot be queued is tried again. */
const maxEventAge = Duration.hours(24);
const retryAttempts = 185;

/** A queue that one function works off, with a queue for what it could not handle. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  /** Its name, known without asking its stack. */
  readonly name: string;
  readonly deadLetters: DeadLetters;

  /** @param entry the function that works it off */
  constructor(scope: Construct, entry: string, spec: QueueSpec<EnvironmentSchema>) {
    super(scope, `queue-${slugOf(entry)}`);
    const { code, deployment } = siteOf(this);
    this.name = nameIn(siteOf(this), slugOf(entry));
    this.deadLetters = new DeadLetters(this, "DeadLetters", {
      name: slugOf(entry),
      impact: spec.impactWhenStuck,
      remedy: `within 14 days of the event give it back to ${this.name}: npx archipelago redrive ${code} ${slugOf(entry)} --deployment ${deployment.name}, or a message move task of SQS to that queue.`,
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
  asTarget(): SqsQueue {
    return new SqsQueue(this.queue, { deadLetterQueue: this.deadLetters, maxEventAge, retryAttempts });
  }

  /** The same for a rule on each of many buses, which `admitRulesOn` lets in. */
  asSharedTarget(input: RuleTargetInput): IRuleTarget {
    const retryPolicy = {
      maximumEventAgeInSeconds: maxEventAge.toSeconds(),
      maximumRetryAttempts: retryAttempts,
    };
    const deadLetterConfig = { arn: this.deadLetters.queueArn };
    return { bind: () => ({ arn: this.queue.queueArn, deadLetterConfig, retryPolicy, input }) };
  }

  /**
   * Lets in the rules of many buses by one statement: SQS takes no more than ten conditions in a policy, and each rule would
   * bring one of its own.
   * @param buses their names, with `*` for what differs
   */
  admitRulesOn(buses: string): void {
    for (const queue of [this.queue, this.deadLetters])
      queue.addToResourcePolicy(
        new PolicyStatement({
          principals: [new ServicePrincipal("events.amazonaws.com")],
          actions: ["sqs:SendMessage"],
          resources: [queue.queueArn],
          conditions: { ArnLike: { "aws:SourceArn": arnIn(siteOf(this), "events", `rule/${buses}/*`) } },
        }),
      );
  }

  /** Putting work in. @param variable by which the function knows the queue's address */
  as<Variable extends string>(variable: Variable) {
    return grantOf(variable, this.queue.queueUrl, { actions: ["sqs:SendMessage"], resources: [this.queue.queueArn] });
  }
}
