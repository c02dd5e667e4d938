import { describe, expect, test } from "vitest";
import { offendersOf } from "./fixture.ts";
import {
  grantsIn,
  neverGranted,
  ofAws,
  openRoles,
  strayPolicies,
  withoutAction,
  withoutResource,
} from "./permission-laws.ts";
import { resourcesOf } from "./synth.ts";
import { stacks } from "./whole-app.ts";

describe("permissions", () => {
  test("name their resources; what cannot be named is X-Ray and the list of streams, each with a written reason", () =>
    expect(withoutResource(stacks)).toEqual([]));

  test("name their actions", () => expect(withoutAction(stacks)).toEqual([]));

  test("never let anybody scan a table, nor pass a role, nor change policies", () =>
    expect(neverGranted(stacks)).toEqual([]));

  test("stand in one place: no policy within a role, no managed policy, no users, groups or access keys", () =>
    expect(strayPolicies(stacks)).toEqual([]));

  test("come from no policy that AWS manages", () => expect(ofAws(stacks)).toEqual([]));

  test("are held by roles that one service of AWS takes on, and nobody else", () =>
    expect(openRoles(stacks)).toEqual([]));

  test("are all looked at: each role has some", () => {
    const roles = resourcesOf("AWS::IAM::Role", stacks);
    const withGrants = new Set(
      grantsIn(stacks).flatMap(({ holder }) =>
        (holder.properties.Roles ?? []).map(({ Ref }: { Ref: string }) => `${holder.stack.path} ${Ref}`),
      ),
    );
    expect(roles.map(({ stack, id }) => `${stack.path} ${id}`).filter((role) => !withGrants.has(role))).toEqual([]);
    expect(roles.length).toBeGreaterThan(0);
  });
});

const document = (...Statement: object[]) => ({ Version: "2012-10-17", Statement });
const reading = { Effect: "Allow", Action: "dynamodb:GetItem", Resource: "arn:aws:dynamodb:eu-north-1:1:table/t" };
const policy = (statement: object) => ({
  Type: "AWS::IAM::Policy",
  Properties: { PolicyDocument: document(statement), Roles: [{ Ref: "Role" }] },
});
const role = (properties: object = {}) => ({
  Type: "AWS::IAM::Role",
  Properties: {
    AssumeRolePolicyDocument: document({
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { Service: "lambda.amazonaws.com" },
    }),
    ...properties,
  },
});
const inline = (statement: object) => role({ Policies: [{ PolicyName: "p", PolicyDocument: document(statement) }] });

describe("the laws of permissions see", () => {
  const laws = { withoutResource, withoutAction, neverGranted, strayPolicies, ofAws, openRoles };
  const broken = (parts: Parameters<typeof offendersOf>[1]): string[] =>
    Object.entries(laws).flatMap(([name, law]) => (offendersOf(law, parts).length > 0 ? [name] : []));
  const everything = { ...reading, Resource: "*" };
  const anyAction = { ...reading, Action: ["dynamodb:*"] };

  test("nothing wrong in a policy that names what it allows", () =>
    expect(broken({ Role: role(), Policy: policy(reading) })).toEqual([]));

  test.each([
    ["a policy", { Policy: policy(everything) }, ["withoutResource"]],
    ["a policy within a role", { Role: inline(everything) }, ["withoutResource", "strayPolicies"]],
    [
      "a managed policy",
      { Managed: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: document(everything) } } },
      ["withoutResource", "strayPolicies"],
    ],
    [
      "a policy of its own",
      { Own: { Type: "AWS::IAM::RolePolicy", Properties: { PolicyDocument: document(everything) } } },
      ["withoutResource", "strayPolicies"],
    ],
    [
      "a table's every item",
      { Policy: policy({ ...reading, Resource: ["arn:aws:dynamodb:::table/*"] }) },
      ["withoutResource"],
    ],
  ])("a grant of every resource in %s", (_, parts, names) => expect(broken(parts)).toEqual(names));

  test.each([
    ["all of a service", { Policy: policy(anyAction) }],
    ["all but some actions", { Policy: policy({ Effect: "Allow", NotAction: "iam:*", Resource: reading.Resource }) }],
    ["all but some resources", { Policy: policy({ Effect: "Allow", Action: reading.Action, NotResource: "x" }) }],
  ])("a grant of %s", (_, parts) => expect(broken(parts)).toContain("withoutAction"));

  test.each(["dynamodb:Scan", "iam:PassRole", "kms:PutKeyPolicy", "lambda:UpdateFunctionCode"])(
    "a grant of %s",
    (Action) => expect(broken({ Role: inline({ ...reading, Action }) })).toEqual(["neverGranted", "strayPolicies"]),
  );

  test("a policy of AWS's own", () =>
    expect(broken({ Role: role({ ManagedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] }) })).toEqual([
      "ofAws",
    ]));

  test("a role that another account can take on", () => {
    const Principal = { AWS: "arn:aws:iam::1:root" };
    const AssumeRolePolicyDocument = document({ Effect: "Allow", Action: "sts:AssumeRole", Principal });
    expect(broken({ Role: role({ AssumeRolePolicyDocument }) })).toEqual(["openRoles"]);
  });

  test("people of AWS and their keys", () =>
    expect(broken({ User: { Type: "AWS::IAM::User" }, Key: { Type: "AWS::IAM::AccessKey" } })).toEqual([
      "strayPolicies",
    ]));
});
