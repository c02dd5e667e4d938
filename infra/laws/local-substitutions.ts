import {
  CfnResource,
  CliCredentialsStackSynthesizer,
  type IAspect,
  type IStackSynthesizer,
  Stack,
  type StackProps,
} from "aws-cdk-lib";
import { CfnAlarm } from "aws-cdk-lib/aws-cloudwatch";
import { CfnUserPool } from "aws-cdk-lib/aws-cognito";
import type { IConstruct } from "constructs";
import type { Deployment } from "../deployments.ts";

/** Types that the emulator does not know. */
const unknownTypes = {
  "AWS::Events::Archive": "nothing is kept longer than the emulator runs",
  "AWS::Events::EventBusPolicy": "who may put events is still held by the roles",
} as const;

/**
 * Everything in which the local cloud differs from AWS, and why: a type of resource, a property of one, a statement of a policy. The app
 * is the same; these few cannot exist on the emulator. A test compares both and finds nothing else; what a local run does
 * not prove because of it is held by the tests of the synthesised app.
 */
export const substitutions = {
  ...unknownTypes,
  "AWS::CloudWatch::Alarm of metric math": "the emulator computes nothing from metrics",
  'AWS::SQS::QueuePolicy Deny "sqs:*" {"Bool":{"aws:SecureTransport":"false"}}': "the emulator speaks plain HTTP",
  'AWS::SNS::TopicPolicy Deny "sns:Publish" {"Bool":{"aws:SecureTransport":"false"}}': "the emulator speaks plain HTTP",
  "AWS::Cognito::UserPool MfaConfiguration": "a program makes the users, and has no telephone for a second factor",
  "AWS::Cognito::UserPool EnabledMfas": "a program makes the users, and has no telephone for a second factor",
  "AWS::SSM::Parameter api/url Value": "the API's address: the emulator serves every API below its own",
  "output ApiUrl": "the API's address: the emulator serves every API below its own",
  "parameter BootstrapVersion": "the emulator has no roles to publish and deploy with, so none are prepared",
} as const satisfies Readonly<Record<string, string>>;

/** The emulator has no roles to publish and deploy with: under enforced IAM its bootstrap roles are refused. */
export const synthesizerFor = ({ cloud }: Deployment): Pick<StackProps, "synthesizer"> =>
  cloud === "emulator" ? { synthesizer: new CliCredentialsStackSynthesizer() as IStackSynthesizer } : {};

/** The emulator serves every API below its own address, which is known before anything is deployed. */
export const emulatedApiUrl = ({
  code,
  deployment,
}: {
  readonly code: string;
  readonly deployment: Deployment;
}): string | undefined =>
  deployment.cloud === "emulator"
    ? `${process.env.AWS_ENDPOINT_URL ?? "http://localhost:4566"}/_aws/execute-api/${code}/v1`
    : undefined;

/** Applied to a deployment on the emulator and to no other. */
export class LocalSubstitutions implements IAspect {
  visit(node: IConstruct): void {
    if (!CfnResource.isCfnResource(node)) return;
    if (isMissing(node)) remove(node);
    else if (policyTypes.has(node.cfnResourceType)) allowPlainHttp(node as CfnResource & { policyDocument: unknown });
    else if (node instanceof CfnUserPool) signInWithPasswordAlone(node);
  }
}

/** Whether the emulator cannot have it at all. */
const isMissing = (node: CfnResource): boolean =>
  node instanceof CfnAlarm ? node.metrics !== undefined : node.cfnResourceType in unknownTypes;

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
