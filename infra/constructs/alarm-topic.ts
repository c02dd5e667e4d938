import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { alarmTopicName } from "./impact-alarm.ts";
import { arnIn, type Site, siteOf } from "./site.ts";

/** The alarms of a site's account and region, as a policy speaks of them. */
export const alarmsOf = (site: Site) => ({
  principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
  conditions: {
    StringEquals: { "aws:SourceAccount": site.account },
    ArnLike: { "aws:SourceArn": arnIn(site, "cloudwatch", "alarm:*") },
  },
});

/** Where every alarm of a site goes. A policy of a topic's own takes the place of the one that AWS gives, which admits
 *  CloudWatch: so this one must admit it, or no alarm is heard. */
export class AlarmTopic extends Topic {
  constructor(scope: Construct, id: string, masterKey: IKey) {
    const site = siteOf(scope);
    super(scope, id, { topicName: alarmTopicName(site), masterKey, enforceSSL: true });
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: "AlarmsOfThisAccount",
        actions: ["sns:Publish"],
        resources: [this.topicArn],
        ...alarmsOf(site),
      }),
    );
  }
}
