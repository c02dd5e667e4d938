import { RemovalPolicy } from "aws-cdk-lib";
import { type CfnSecret, Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import { accept } from "../laws/security-checks.ts";
import { grantOf } from "./grant.ts";
import { nameIn, siteOf } from "./site.ts";
import { readParameter, secretParameter } from "./ssm-parameter.ts";

type SecretProps = {
  readonly name: string;
  readonly description: string;
  /** Why no timer replaces it. */
  readonly keptBecause: string;
};

/** A secret of one site, made up when it is deployed and never seen by anybody. */
export class SiteSecret extends Construct {
  readonly arn: string;

  constructor(scope: Construct, { name, description, keptBecause }: SecretProps) {
    super(scope, `secret-${name}`);
    const site = siteOf(this);
    const secret = new Secret(this, "Secret", {
      secretName: nameIn(site, name),
      description,
      // 44 letters and digits, which are also 33 bytes in base 64
      generateSecretString: { passwordLength: 44, excludePunctuation: true, includeSpace: false },
      removalPolicy: site.deployment.durable ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    accept(secret, "SMG4", keptBecause);
    // a reference to a secret is its address on AWS and its name on the emulator; this attribute is the address on both
    this.arn = (secret.node.defaultChild as CfnSecret).attrId;
  }
}

/** Reading a secret of the site. @param variable by which the function knows its address */
export function secretAs<Variable extends string>(scope: Construct, variable: Variable, name: string) {
  const arn = readParameter(scope, secretParameter(name));
  return grantOf(variable, arn, { actions: ["secretsmanager:GetSecretValue"], resources: [arn] });
}
