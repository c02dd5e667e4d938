import { describe, expect, test } from "vitest";
import { entries } from "#infra/bundle";
import { markets } from "#markets/directory";
import { ofType, type Resource, referred, say, stacks } from "./whole-app.ts";

const functions = ofType("AWS::Lambda::Function", stacks);
const policies = ofType("AWS::IAM::Policy", stacks);
const statementsOf = ({ properties }: Resource) =>
  properties.PolicyDocument.Statement as { Action: string | string[]; Resource: unknown }[];
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

describe("functions", () => {
  test("are one for each entry file and site", () => {
    const names = entries().map((entry) => entry.replaceAll(/[/.]/g, "-"));
    const deployed = (site: string) =>
      functions
        .filter(({ stack }) => stack.site === site && stack.deployment.name === "prod")
        .map(({ properties }) => String(properties.FunctionName).replace(`archipelago-${site}-`, ""))
        .sort();
    const ofCentre = names.filter((name) => name.startsWith("headquarters-"));
    for (const { code } of markets)
      expect(deployed(code)).toEqual(names.filter((name) => !ofCentre.includes(name)).sort());
    expect(deployed("central")).toEqual(ofCentre);
  });

  test("run on arm64, on the newest Node.js, traced, with a log that is not kept for ever", () => {
    const wrong = functions.filter((lambda) => {
      const { Architectures, Runtime, TracingConfig, LoggingConfig } = lambda.properties;
      const log = referred(lambda, LoggingConfig?.LogGroup);
      return (
        Architectures?.[0] !== "arm64" ||
        Runtime !== "nodejs24.x" ||
        TracingConfig?.Mode !== "Active" ||
        !(log?.properties.RetentionInDays > 0)
      );
    });
    expect(wrong.map((lambda) => say(lambda))).toEqual([]);
  });

  test("have a role of their own, on their site's path", () => {
    const roles = functions.map((lambda) => referred(lambda, lambda.properties.Role));
    expect(new Set(roles).size).toBe(functions.length);
    const wrong = roles.filter((role) => role?.properties.Path !== `/archipelago/${role?.stack.site}/`);
    expect(wrong.map((role) => (role ? say(role) : "no role"))).toEqual([]);
  });

  test("of other services are none", () => {
    const others = stacks.flatMap(({ resources }) =>
      resources.filter(({ type }) => /^Custom::|CustomResource/.test(type)),
    );
    expect(others.map((resource) => say(resource))).toEqual([]);
  });
});

/** Actions that know no resource; AWS documents them as such. */
const nameless = new Set(["xray:PutTraceSegments", "xray:PutTelemetryRecords", "dynamodb:ListStreams"]);

describe("permissions", () => {
  test("name their resources; what cannot be named is X-Ray and the list of streams, each with a written reason", () => {
    const wrong = policies.flatMap((policy) =>
      statementsOf(policy)
        .filter(({ Resource }) => list(Resource).some((one) => JSON.stringify(one).includes("*")))
        .filter(({ Action }) => !list(Action).every((action) => nameless.has(String(action))))
        .map((statement) => say(policy, JSON.stringify(statement))),
    );
    expect(wrong).toEqual([]);
  });

  test("name their actions", () => {
    const wrong = policies.flatMap((policy) =>
      statementsOf(policy)
        .filter(({ Action }) => list(Action).some((action) => String(action).includes("*")))
        .map(() => say(policy)),
    );
    expect(wrong).toEqual([]);
  });

  test("never let anybody scan a table, nor pass a role, nor change policies", () => {
    const never = /"(dynamodb:Scan|iam:[A-Za-z]+|kms:Put[A-Za-z]+|lambda:Update[A-Za-z]+)"/;
    expect(
      policies.filter(({ properties }) => never.test(JSON.stringify(properties))).map((policy) => say(policy)),
    ).toEqual([]);
  });

  test("come from no policy that AWS manages", () => {
    const wrong = ofType("AWS::IAM::Role", stacks).filter(({ properties }) => properties.ManagedPolicyArns);
    expect(wrong.map((role) => say(role))).toEqual([]);
  });
});
