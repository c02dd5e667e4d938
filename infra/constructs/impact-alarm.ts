import { Stack } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { Topic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { arnIn, nameIn, type Site, siteOf } from "./site.ts";

/** The topic that every alarm of a site goes to. */
export const alarmTopicName = (site: Site): string => nameIn(site, "alarms");

/** An alarm's name follows from where it stands, so that a dashboard in another stack can show it. */
const alarmNameOf = (scope: Construct, id: string): string => {
  const { node } = Stack.of(scope);
  const [, ...path] = scope.node.path.slice(node.path.length).split("/");
  return nameIn(siteOf(scope), node.id, ...path, id).toLowerCase();
};

export type Watch = {
  readonly metric: IMetric;
  /** It rings when the metric is at or above this. */
  readonly threshold: number;
  /** How many periods in a row. */
  readonly periods?: number;
  /** Whether silence is a failure too, as with what must report every minute. */
  readonly silenceRings?: boolean;
  /** What people notice while it rings. */
  readonly impact: string;
  /** What whoever is called does first. */
  readonly remedy: string;
};

/** An alarm that says what it means and what to do. */
export class ImpactAlarm extends Alarm {
  /** Its address, known without asking its stack. */
  readonly address: string;

  constructor(scope: Construct, id: string, { metric, threshold, periods, silenceRings, impact, remedy }: Watch) {
    super(scope, id, {
      alarmName: alarmNameOf(scope, id),
      metric,
      threshold,
      evaluationPeriods: periods ?? 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: silenceRings ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      alarmDescription: `Impact: ${impact} What to do: ${remedy}`,
    });
    const site = siteOf(this);
    this.address = arnIn(site, "cloudwatch", `alarm:${alarmNameOf(scope, id)}`);
    const topic = Topic.fromTopicArn(this, "Topic", arnIn(site, "sns", alarmTopicName(site)));
    this.addAlarmAction(new SnsAction(topic));
    this.addOkAction(new SnsAction(topic));
  }
}
