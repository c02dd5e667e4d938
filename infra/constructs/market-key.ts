import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { AnyPrincipal, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import { alarmsOf } from "./alarm-topic.ts";
import { nameIn, siteOf } from "./site.ts";

/**
 * A site's own key. Whoever may read a table may have it decrypted, through DynamoDB and from this account only: who
 * reads what is decided by the tables' permissions, and no function needs one for the key.
 */
export class MarketKey extends Key {
  constructor(scope: Construct, id: string) {
    const site = siteOf(scope);
    super(scope, id, {
      alias: nameIn(site, "data"),
      description: `Data of ${site.code}.`,
      enableKeyRotation: true,
      rotationPeriod: Duration.days(365),
      pendingWindow: Duration.days(30),
      removalPolicy: site.deployment.durable ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: "TablesOfThisAccount",
        principals: [new AnyPrincipal()],
        actions: [
          "kms:Encrypt",
          "kms:Decrypt",
          "kms:ReEncrypt*",
          "kms:GenerateDataKey*",
          "kms:DescribeKey",
          "kms:CreateGrant",
        ],
        resources: ["*"],
        conditions: {
          StringEquals: {
            "kms:CallerAccount": site.account,
            "kms:ViaService": `dynamodb.${site.region}.amazonaws.com`,
          },
        },
      }),
    );
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: "AlarmsOfThisAccount",
        actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
        resources: ["*"],
        ...alarmsOf(site),
      }),
    );
  }
}
