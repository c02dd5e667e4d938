import { describe, expect, test } from "vitest";
import { type Deployment, local, prod } from "#infra/deployments";
import { substitutions } from "#infra/laws/local-substitutions";
import { differences } from "./differences.ts";
import { type DeployedStack, synthesise } from "./synth.ts";
import { stacks } from "./whole-app.ts";

const of = (deployment: string): readonly DeployedStack[] =>
  stacks.filter((stack) => stack.deployment.name === deployment);
/** The local cloud as it would be if the emulator could do all that AWS can. */
const onAws: Deployment = { ...local, cloud: "aws" };
/** Production, kept as shortly and played as quickly as the local cloud. */
const { durable, logDays, reporting = { windowSeconds: 60, graceSeconds: 4 } } = local;
const shortLived: Deployment = { ...prod, durable, logDays, reporting };

const between = (left: readonly DeployedStack[], right: readonly DeployedStack[]): string[] => {
  const nameOf = ({ path }: DeployedStack): string => path.slice(path.indexOf("/"));
  expect(left.map(nameOf)).toEqual(right.map(nameOf));
  const found = left.flatMap((stack, index) => differences(stack, right[index] as DeployedStack));
  return [...new Set(found)].sort();
};

/** What `durable`, `logDays` and `reporting` of a deployment decide. */
const whatDeploymentsDecide = [
  "AWS::Cognito::UserPool (DeletionPolicy)",
  "AWS::Cognito::UserPool (UpdateReplacePolicy)",
  "AWS::Cognito::UserPool DeletionProtection",
  "AWS::DynamoDB::GlobalTable (DeletionPolicy)",
  "AWS::DynamoDB::GlobalTable (UpdateReplacePolicy)",
  "AWS::DynamoDB::GlobalTable Replicas",
  "AWS::KMS::Key (DeletionPolicy)",
  "AWS::KMS::Key (UpdateReplacePolicy)",
  "AWS::Lambda::Function Environment",
  "AWS::Logs::LogGroup (DeletionPolicy)",
  "AWS::Logs::LogGroup (UpdateReplacePolicy)",
  "AWS::Logs::LogGroup LogGroupName",
  "AWS::Logs::LogGroup RetentionInDays",
  "AWS::SecretsManager::Secret (DeletionPolicy)",
  "AWS::SecretsManager::Secret (UpdateReplacePolicy)",
];

describe("the local cloud", () => {
  test("differs from AWS in what local-substitutions.ts lists, and in nothing else", () =>
    expect(between(of("local"), synthesise([onAws]))).toEqual(Object.keys(substitutions).sort()));

  test("differs from production besides in how long things are kept and how soon figures leave", () =>
    expect(between(synthesise([shortLived]), of("prod"))).toEqual(whatDeploymentsDecide));
});

describe("the comparison", () => {
  const [stack] = of("prod").filter(({ path }) => path.endsWith("/fulfillment"));
  if (!stack) throw new Error("production ships nothing");
  /** The same stack with one resource of a type changed, or gone. */
  const withOther = (type: string, change: (part: Record<string, unknown>) => object | undefined): DeployedStack => {
    const template = JSON.parse(stack.text);
    const [id = ""] =
      Object.entries(template.Resources).find(([, part]) => (part as { Type: string }).Type === type) ?? [];
    template.Resources[id] = change(template.Resources[id]);
    return { ...stack, text: JSON.stringify(template) };
  };

  test("sees nothing between a stack and itself", () => expect(differences(stack, stack)).toEqual([]));

  test("sees a resource that is missing", () =>
    expect(
      differences(
        stack,
        withOther("AWS::Events::Rule", () => undefined),
      ),
    ).toEqual(["AWS::Events::Rule"]));

  test("sees a property that changed, and what stands beside properties", () => {
    const other = withOther("AWS::SQS::Queue", ({ Properties, ...beside }) => ({
      ...beside,
      Properties: { ...(Properties as object), DelaySeconds: 3 },
      DeletionPolicy: "Snapshot",
    }));
    expect(differences(stack, other)).toEqual(["AWS::SQS::Queue DelaySeconds", "AWS::SQS::Queue (DeletionPolicy)"]);
  });

  test("sees a statement that is more", () => {
    const other = withOther("AWS::IAM::Policy", (policy) => {
      const more = structuredClone(policy) as { Properties: { PolicyDocument: { Statement: object[] } } };
      more.Properties.PolicyDocument.Statement.push({ Effect: "Allow", Action: "s3:*", Resource: "*" });
      return more;
    });
    expect(differences(stack, other)).toEqual(['AWS::IAM::Policy Allow "s3:*" {}']);
  });
});
