import ts from "typescript";
import { describe, expect, test } from "vitest";
import { eachNode, isSpec, placeOf, type Source, sourceFrom, sources } from "./sources.ts";

/** The one place that gives roles their permissions. What CDK adds for event sources and tracing, the laws of the
 *  synthesised app see. */
const giver = "infra/constructs/permission.ts";
const infra = sources.filter(({ path }) => path.startsWith("infra/") && !isSpec(path) && path !== giver);

/** Ways past it: methods that add to a role, properties that hold policies, resources that are one. */
const adding = /^(addTo(Role|Principal)?Policy|addManagedPolicy|attachInlinePolicy|grant([A-Z]\w*)?)$/;
const holding = /^(inlinePolicies|managedPolicies|managedPolicyArns|initialPolicy)$/;
const made = /^(Cfn)?(Policy|ManagedPolicy|RolePolicy|UserPolicy|GroupPolicy|User|Group|AccessKey)$/;

function waysPast(source: Source): string[] {
  const found: string[] = [];
  eachNode(source.tree, (node) => {
    if (ts.isPropertyAccessExpression(node) && adding.test(node.name.text))
      found.push(`${placeOf(source, node)} calls ${node.name.text}`);
    if (
      (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) &&
      holding.test(node.name.getText(source.tree))
    )
      found.push(`${placeOf(source, node)} sets ${node.name.getText(source.tree)}`);
    if (ts.isNewExpression(node) && made.test(node.expression.getText(source.tree).replace(/^iam\./, "")))
      found.push(`${placeOf(source, node)} makes a ${node.expression.getText(source.tree)}`);
  });
  return found;
}

test("roles get their permissions from constructs/permission.ts and nowhere else", () =>
  expect(infra.flatMap(waysPast)).toEqual([]));

describe("the law sees", () => {
  const found = (text: string): string[] => waysPast(sourceFrom("infra/services/aa.ts", text));

  test("nothing wrong where a function says what it may do", () =>
    expect(found("new ServiceFunction(this, { ...orders.read }); key.addToResourcePolicy(statement);")).toEqual([]));

  test.each([
    "role.addToPolicy(statement);",
    "lambda.addToRolePolicy(statement);",
    "table.grantReadWriteData(lambda);",
    "topic.grantPublish(lambda);",
    "key.grant(role, action);",
    "role.addManagedPolicy(policy);",
    "new Role(this, 'Role', { assumedBy, managedPolicies });",
    "new Role(this, 'Role', { assumedBy, inlinePolicies: {} });",
    "new ManagedPolicy(this, 'Policy', {});",
    "new iam.CfnRolePolicy(this, 'Policy', {});",
  ])("%s", (line) => expect(found(line)).toHaveLength(1));
});
