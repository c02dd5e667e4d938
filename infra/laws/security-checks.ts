import { type App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import type { Construct } from "constructs";
import type { Deployment } from "../deployments.ts";

/** Holds what goes to AWS against the AWS Solutions rules: a finding that nobody gave a reason for stops the synthesis. */
export function checkSecurity(app: App, deployments: readonly Deployment[]): void {
  if (deployments.some(({ cloud }) => cloud !== "aws")) return;
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  // everything of ours is made by now, and has said what it uses that is deprecated: the checks read such things themselves
  process.env.JSII_DEPRECATED ??= "quiet";
}

/** Accepts a finding for one construct, with the reason why it is right as it is. */
export function accept(construct: Construct, finding: string, reason: string): void {
  Validations.of(construct).acknowledge({ id: `AwsSolutions-${finding}`, reason });
}
