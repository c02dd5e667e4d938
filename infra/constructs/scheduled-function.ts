import { Duration } from "aws-cdk-lib";
import type { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import { Construct } from "constructs";
import type { EnvironmentSchema, ScheduleSpec } from "#platform/manifest";
import { slugOf } from "../slug.ts";
import { customMetric } from "./custom-metric.ts";
import { DeadLetters } from "./dead-letters.ts";
import { ImpactAlarm } from "./impact-alarm.ts";
import { lambdaMetric } from "./lambda-metric.ts";
import { allow } from "./permission.ts";
import { ServiceFunction, type Wiring } from "./service-function.ts";
import { nameIn, rolePath, siteOf } from "./site.ts";

/** A function started by the clock. It reports how far behind it is with every run, and silence counts as being behind. */
export class ScheduledFunction<Environment extends EnvironmentSchema> extends Construct {
  /** How far behind it is. */
  readonly lag: Metric;

  constructor(scope: Construct, spec: ScheduleSpec<Environment>, wiring: Wiring<Environment>) {
    const name = slugOf(wiring.entry);
    super(scope, name);
    const site = siteOf(this);
    const { everyMinutes, timeoutSeconds = 50, impactWhenStuck } = spec;
    const { lambda } = new ServiceFunction(this, spec.environment, wiring, timeoutSeconds);
    // the next run does what a failed one did not: started again later, it would only run beside that
    lambda.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) });
    const role = new Role(this, "Clock", {
      assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": site.account } },
      }),
      path: rolePath(site),
      description: `Starts ${nameIn(site, name)}.`,
    });
    const deadLetters = new DeadLetters(this, "DeadLetters", {
      name,
      impact: impactWhenStuck,
      remedy: "the next run does what this start did not; then purge this queue.",
    });
    allow(role, [
      { actions: ["lambda:InvokeFunction"], resources: [lambda.functionArn] },
      { actions: ["sqs:SendMessage"], resources: [deadLetters.queueArn] },
    ]);
    const schedule = new CfnSchedule(this, "Schedule", {
      description: `Starts ${nameIn(site, name)}.`,
      scheduleExpression: everyMinutes === 1 ? "rate(1 minute)" : `rate(${everyMinutes} minutes)`,
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: lambda.functionArn,
        roleArn: role.roleArn,
        deadLetterConfig: { arn: deadLetters.queueArn },
        // the next run does what a missed one did not: retrying an old start would only pile runs up
        retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
        input: "{}",
      },
    });
    schedule.node.addDependency(role);
    this.lag = customMetric(this, {
      ...{ entry: wiring.entry, name: "LagSeconds", statistic: "Maximum" },
      period: Duration.minutes(Math.max(5, everyMinutes)),
    });
    new ImpactAlarm(this, "Dropped", {
      metric: lambdaMetric(this, wiring, "AsyncEventsDropped", Duration.minutes(everyMinutes)),
      threshold: 1,
      periods: 5,
      impact: `no run came to its end five times in a row. ${impactWhenStuck}`,
      remedy:
        "see in the function's log whether it fails or times out, and in its metric Throttles whether it was let run at all; the next run does what these did not.",
    });
    new ImpactAlarm(this, "Behind", {
      metric: this.lag,
      threshold: 300 + 60 * everyMinutes,
      periods: 2,
      silenceRings: true,
      impact: impactWhenStuck,
      remedy:
        "see in the function's log whether it runs, fails or times out; it catches up by itself once it succeeds.",
    });
  }
}
