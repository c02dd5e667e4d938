import { Duration, Stack, type Stage } from "aws-cdk-lib";
import {
  Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  Metric,
  PeriodOverride,
} from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";
import { DeadLetters } from "./dead-letters.ts";
import { apiMetric } from "./http-api.ts";
import { ImpactAlarm } from "./impact-alarm.ts";
import { ScheduledFunction } from "./scheduled-function.ts";
import { nameIn, siteOf } from "./site.ts";
import { StreamConsumer } from "./stream-consumer.ts";
import { WorkQueue } from "./work-queue.ts";

/** One page that answers "does this site work": first its alarms, then its API, then everything that can be late. */
export class SiteDashboard extends Construct {
  constructor(scope: Construct, apiId: string, stage: Stage) {
    super(scope, "Dashboard");
    const parts = stage.node.findAll();
    const alarms = Map.groupBy(
      parts.filter((part) => part instanceof ImpactAlarm),
      (alarm) => Stack.of(alarm).node.id,
    );
    const dashboard = new Dashboard(this, "Dashboard", {
      dashboardName: nameIn(siteOf(this)),
      defaultInterval: Duration.hours(3),
      periodOverride: PeriodOverride.AUTO,
    });
    // a widget shows a hundred alarms at most
    dashboard.addWidgets(
      ...[...alarms].map(
        ([stack, found]) =>
          new AlarmStatusWidget({
            title: `Alarms of ${stack}`,
            width: 12,
            height: 3,
            alarms: found.map(({ address }, index) => Alarm.fromAlarmArn(this, `alarm-${stack}-${index}`, address)),
          }),
      ),
    );
    dashboard.addWidgets(
      graph("Requests", [
        apiMetric(apiId, "Count", "Sum"),
        apiMetric(apiId, "4xx", "Sum"),
        apiMetric(apiId, "5xx", "Sum"),
      ]),
      graph(
        "Latency",
        ["p50", "p95", "p99"].map((statistic) => apiMetric(apiId, "Latency", statistic)),
      ),
    );
    dashboard.addWidgets(
      graph("Oldest message waiting", waiting(parts)),
      graph(
        "Dead letters",
        parts.filter((part) => part instanceof DeadLetters).map(({ name }) => deadLetters(name)),
      ),
    );
    dashboard.addWidgets(
      graph(
        "Streams behind",
        parts.filter((part) => part instanceof StreamConsumer).map(({ age }) => age),
      ),
      graph(
        "Sweeps behind",
        parts.filter((part) => part instanceof ScheduledFunction).map(({ lag }) => lag),
      ),
    );
  }
}

const graph = (title: string, left: IMetric[]): GraphWidget => new GraphWidget({ title, left, width: 12, height: 6 });

const queueMetric = (name: string, metricName: string): Metric =>
  new Metric({
    namespace: "AWS/SQS",
    metricName,
    dimensionsMap: { QueueName: name },
    statistic: "Maximum",
    label: name,
  });
const deadLetters = (name: string): Metric => queueMetric(name, "ApproximateNumberOfMessagesVisible");
const waiting = (parts: readonly unknown[]): Metric[] =>
  parts
    .filter((part) => part instanceof WorkQueue)
    .map(({ name }) => queueMetric(name, "ApproximateAgeOfOldestMessage"));
