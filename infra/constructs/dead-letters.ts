import { Duration } from "aws-cdk-lib";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { accept } from "../laws/security-checks.ts";
import { ImpactAlarm } from "./impact-alarm.ts";
import { nameIn, siteOf } from "./site.ts";

/** What dead letters are of, what people notice because of them, and what brings the work to its end. */
export type Remains = { readonly name: string; readonly impact: string; readonly remedy: string };

/** Where messages end that could not be handled, and the alarm that says so. SQS keeps them 14 days at most. */
export class DeadLetters extends Queue {
  /** Its name, known without asking its stack. */
  readonly name: string;

  constructor(scope: Construct, id: string, { name, impact, remedy }: Remains) {
    const site = siteOf(scope);
    const queueName = nameIn(site, name, "dlq");
    super(scope, id, {
      queueName,
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    this.name = queueName;
    accept(this, "SQS3", "this is where dead letters go");
    new ImpactAlarm(this, "Alarm", {
      metric: this.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: "Maximum" }),
      threshold: 1,
      impact,
      remedy: `read the function's log for what failed and repair it; ${remedy}`,
    });
  }
}
