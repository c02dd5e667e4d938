import { type DeployedStack, type Resource, resourcesOf, say } from "./synth.ts";

/** A statement somewhere in a policy of a role, a user or a group. */
type Grant = { readonly holder: Resource; readonly statement: Readonly<Record<string, unknown>> };
type Document = { readonly Statement: Grant["statement"] | readonly Grant["statement"][] };

/** Where a template can write down what somebody may do. */
const ownDocument = ["Policy", "ManagedPolicy", "RolePolicy", "UserPolicy", "GroupPolicy"].map(iam);
const inlineDocuments = ["Role", "User", "Group"].map(iam);
function iam(kind: string): string {
  return `AWS::IAM::${kind}`;
}

const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];
const ofTypes = (types: readonly string[], among: readonly DeployedStack[]): readonly Resource[] =>
  types.flatMap((type) => resourcesOf(type, among));
const statementsOf = (document: Document | undefined): readonly Grant["statement"][] =>
  list(document?.Statement) as readonly Grant["statement"][];

/** Every statement that says what a role, a user or a group may do, wherever it stands. */
export const grantsIn = (among: readonly DeployedStack[]): readonly Grant[] => [
  ...ofTypes(ownDocument, among).flatMap((holder) =>
    statementsOf(holder.properties.PolicyDocument).map((statement) => ({ holder, statement })),
  ),
  ...ofTypes(inlineDocuments, among).flatMap((holder) =>
    (list(holder.properties.Policies) as { readonly PolicyDocument?: Document }[]).flatMap(({ PolicyDocument }) =>
      statementsOf(PolicyDocument).map((statement) => ({ holder, statement })),
    ),
  ),
];

/** Actions that know no resource; AWS documents them as such. */
const nameless = new Set(["xray:PutTraceSegments", "xray:PutTelemetryRecords", "dynamodb:ListStreams"]);
/** Policies of AWS's own that a role may have, each with the reason why no policy of ours will do. */
const acceptedOfAws: Readonly<Record<string, string>> = {};

const wrong = (among: readonly DeployedStack[], breaks: (statement: Grant["statement"]) => boolean): string[] =>
  grantsIn(among)
    .filter(({ statement }) => breaks(statement))
    .map(({ holder, statement }) => say(holder, JSON.stringify(statement)));

/** Grants that are open to every resource, though their actions know names. */
export const withoutResource = (among: readonly DeployedStack[]): string[] =>
  wrong(
    among,
    ({ Resource, Action }) =>
      (list(Resource).length === 0 || list(Resource).some((one) => JSON.stringify(one).includes("*"))) &&
      !(list(Action).length > 0 && list(Action).every((action) => nameless.has(String(action)))),
  );

/** Grants of more actions than they name, and grants by exclusion. */
export const withoutAction = (among: readonly DeployedStack[]): string[] =>
  wrong(
    among,
    ({ Action, NotAction, NotResource }) =>
      list(Action).length === 0 ||
      list(Action).some((action) => String(action).includes("*")) ||
      NotAction !== undefined ||
      NotResource !== undefined,
  );

const never = /^(dynamodb:Scan|iam:.*|kms:Put.*|lambda:Update.*)$/;
/** Grants of what no function of a marketplace ever does. */
export const neverGranted = (among: readonly DeployedStack[]): string[] =>
  wrong(among, ({ Action }) => list(Action).some((action) => never.test(String(action))));

/** Policies that stand anywhere but where `constructs/permission.ts` and CDK's own grants put them, and people of AWS. */
export const strayPolicies = (among: readonly DeployedStack[]): string[] => [
  ...ofTypes([...ownDocument, ...inlineDocuments.slice(1)], among)
    .filter(({ type, properties }) => type !== "AWS::IAM::Policy" || properties.Users || properties.Groups)
    .map((resource) => say(resource, resource.type)),
  ...resourcesOf("AWS::IAM::Role", among)
    .filter(({ properties }) => list(properties.Policies).length > 0)
    .map((role) => say(role, "a policy within the role")),
  ...ofTypes(["AWS::IAM::AccessKey", "AWS::IAM::UserToGroupAddition"], among).map((resource) => say(resource)),
];

/** Policies that AWS manages, and may change, without a written reason. */
export const ofAws = (among: readonly DeployedStack[]): string[] =>
  ofTypes(inlineDocuments, among).flatMap((holder) =>
    list(holder.properties.ManagedPolicyArns)
      .map((arn) => (typeof arn === "string" ? arn : JSON.stringify(arn)))
      .filter((arn) => !(arn in acceptedOfAws))
      .map((arn) => say(holder, arn)),
  );

/** Roles that anybody but one service of AWS can take on. */
export const openRoles = (among: readonly DeployedStack[]): string[] =>
  resourcesOf("AWS::IAM::Role", among)
    .filter(({ properties }) =>
      statementsOf(properties.AssumeRolePolicyDocument).some(({ Action, Principal }) => {
        const { Service, ...others } = (Principal ?? {}) as { Service?: unknown };
        return Action !== "sts:AssumeRole" || typeof Service !== "string" || Object.keys(others).length > 0;
      }),
    )
    .map((role) => say(role, JSON.stringify(role.properties.AssumeRolePolicyDocument)));
