import { Duration } from "aws-cdk-lib";
import { MathExpression, Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import { alarmShare } from "../quotas.ts";
import { ImpactAlarm } from "./impact-alarm.ts";

type QuotaWatch = {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  /** What is allowed a second. */
  readonly perSecond: number;
  /** What people notice once the quota is reached. */
  readonly impact: string;
  /** What whoever is called does, where that is not to ask AWS for more. */
  readonly remedy?: string;
};

/** Minutes in a row above the share: a burst that the quota bears calls nobody. */
const minutes = 5;
const byTheMinute = Duration.minutes(1);

/** What AWS shows no alarm the way to: the quota is written down in `quotas.ts`, or in `deployments.ts` once it was raised. */
const askAndWriteDown =
  "see on the dashboard whether the load is real; ask AWS for a higher quota (Service Quotas, in this region) and write what was granted into `granted` of this site's placement in infra/deployments.ts.";

/** Rings when something that is counted is used at more than 70 % of its rate. */
export class RateAlarm extends ImpactAlarm {
  constructor(scope: Construct, id: string, { dimensions, perSecond, impact, remedy, ...metric }: QuotaWatch) {
    super(scope, id, {
      metric: new Metric({
        ...metric,
        ...(dimensions ? { dimensionsMap: { ...dimensions } } : {}),
        statistic: "Sum",
        period: byTheMinute,
      }),
      threshold: Math.floor(alarmShare * perSecond * 60),
      periods: minutes,
      impact,
      remedy: remedy ?? askAndWriteDown,
    });
  }
}

/** Rings when functions take more than 70 % of what the account may run at once. AWS knows the quota that holds today. */
export class ConcurrencyAlarm extends ImpactAlarm {
  constructor(scope: Construct, id: string) {
    const ofAccount = (metricName: string): Metric =>
      new Metric({ namespace: "AWS/Lambda", metricName, statistic: "Maximum", period: byTheMinute });
    super(scope, id, {
      metric: new MathExpression({
        expression: "100 * claimed / SERVICE_QUOTA(running)",
        // the quota belongs to the second metric; the first also counts what is set aside and nobody else can use
        usingMetrics: {
          claimed: ofAccount("ClaimedAccountConcurrency"),
          running: ofAccount("ConcurrentExecutions"),
        },
        label: "share of the functions that may run at once, in %",
        period: byTheMinute,
      }),
      threshold: 100 * alarmShare,
      periods: minutes,
      impact:
        "soon requests are answered with 429 and queues are worked off more slowly, in this whole account and region.",
      remedy:
        "see which function runs most (ConcurrentExecutions by FunctionName) and whether it is slow or busy; ask AWS for a higher quota (Service Quotas, Lambda, Concurrent executions).",
    });
  }
}
