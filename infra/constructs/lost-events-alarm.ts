import { Duration } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { ImpactAlarm } from "./impact-alarm.ts";
import { metricSum } from "./metric-sum.ts";

type Rule = { readonly ruleName: string; readonly busName: string };
type Loss = {
  /** What people notice when an event of this rule is never handled. */
  readonly impact: string;
  /** What brings back what was lost. */
  readonly remedy: string;
};

/**
 * Rings at the first event that neither a rule's queue nor its dead letters took: nobody holds it for this rule any more. AWS's
 * guide names the rule alone as this metric's dimension, and for rules on buses of one's own the bus too; both are watched.
 */
export class LostEventsAlarm extends ImpactAlarm {
  constructor(scope: Construct, id: string, { ruleName, busName }: Rule, { impact, remedy }: Loss) {
    const metricName = "InvocationsFailedToBeSentToDlq";
    super(scope, id, {
      metric: metricSum(
        "AWS/Events",
        [
          { metricName, dimensions: { RuleName: ruleName } },
          { metricName, dimensions: { RuleName: ruleName, EventBusName: busName } },
        ],
        Duration.minutes(1),
        "events lost",
      ),
      threshold: 1,
      impact: `events of the rule ${ruleName} were lost: neither its queue nor its dead letters took them. ${impact}`,
      remedy: `see why (queues' policies, or an event too large for them) and repair it; ${remedy}`,
    });
  }
}
