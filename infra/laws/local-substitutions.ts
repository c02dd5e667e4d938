import {
  CfnResource,
  CliCredentialsStackSynthesizer,
  type IAspect,
  type IStackSynthesizer,
  Stack,
  type StackProps,
} from "aws-cdk-lib";
import { CfnUserPool } from "aws-cdk-lib/aws-cognito";
import type { IConstruct } from "constructs";
import type { Site } from "../constructs/site.ts";
import type { Deployment } from "../deployments.ts";

/**
 * Everything in which the local cloud differs from AWS, and why. The app is the same; these few resources cannot exist
 * on the emulator. What a local run does not prove because of it is held by the tests of the synthesised app.
 */
const withoutCounterpart: Readonly<Record<string, string>> = {
  "AWS::Events::Archive": "the emulator knows no such resource, and keeps nothing longer than it runs",
  "AWS::Events::EventBusPolicy": "the emulator knows no such resource; who may put events is still held by the roles",
};

/** The emulator has no roles to publish and deploy with: under enforced IAM its bootstrap roles are refused. */
export const synthesizerFor = ({ cloud }: Deployment): Pick<StackProps, "synthesizer"> =>
  cloud === "emulator" ? { synthesizer: new CliCredentialsStackSynthesizer() as IStackSynthesizer } : {};

/** The emulator serves every API below its own address, which is known before anything is deployed. */
export const emulatedApiUrl = ({ code, deployment }: Site): string | undefined =>
  deployment.cloud === "emulator"
    ? `${process.env.AWS_ENDPOINT_URL ?? "http://localhost:4566"}/_aws/execute-api/${code}/v1`
    : undefined;

/** Applied to a deployment on the emulator and to no other. */
export class LocalSubstitutions implements IAspect {
  visit(node: IConstruct): void {
    if (!CfnResource.isCfnResource(node)) return;
    if (node.cfnResourceType in withoutCounterpart) remove(node);
    else if (policyTypes.has(node.cfnResourceType)) allowPlainHttp(node as CfnResource & { policyDocument: unknown });
    else if (node instanceof CfnUserPool) signInWithPasswordAlone(node);
  }
}

const policyTypes = new Set(["AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy"]);

/** The emulator speaks plain HTTP, so a policy that refuses it refuses everything. */
function allowPlainHttp(policy: CfnResource & { policyDocument: unknown }): void {
  const document = Stack.of(policy).resolve(policy.policyDocument) as { Statement: { Condition?: unknown }[] };
  const kept = document.Statement.filter(
    ({ Condition }) => !JSON.stringify(Condition ?? {}).includes("SecureTransport"),
  );
  if (kept.length === 0) remove(policy);
  else policy.policyDocument = { ...document, Statement: kept };
}

/** Demonstration users are made by a program, which has no telephone to show a second factor on. */
function signInWithPasswordAlone(pool: CfnUserPool): void {
  pool.mfaConfiguration = "OFF";
  pool.enabledMfas = [];
}

function remove(node: CfnResource): void {
  node.node.scope?.node.tryRemoveChild(node.node.id);
}
