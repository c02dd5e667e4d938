import type { DeployedStack } from "./synth.ts";

/** Names and numbers that follow from where a stack stands, made the same, so that what is left differs on purpose. */
const placed = ({ text, account, region, deployment }: DeployedStack): string =>
  text
    .replaceAll(account, "<account>")
    .replaceAll(deployment.centre.account, "<centre>")
    .replaceAll(region, "<region>")
    .replaceAll(new RegExp(`"${deployment.name}([-"])`, "g"), '"<deployment>$1');

type Statement = { readonly Effect: string; readonly Action: unknown; readonly Condition?: unknown };
type Part = {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>> & {
    readonly PolicyDocument?: { readonly Statement?: readonly Statement[] };
  };
};
type Template = {
  readonly Resources: Readonly<Record<string, Part>>;
  readonly Outputs?: Readonly<Record<string, object>>;
  readonly Parameters?: Readonly<Record<string, object>>;
};

const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);
const keysOf = (...maps: readonly (object | undefined)[]): string[] => [
  ...new Set(maps.flatMap((map) => Object.keys(map ?? {}))),
];
const changedIn = (left: object | undefined, right: object | undefined): string[] => {
  const value = (of: object | undefined, key: string): unknown => (of as Record<string, unknown> | undefined)?.[key];
  return keysOf(left, right).filter((key) => !same(value(left, key), value(right, key)));
};

/**
 * Everything in which two stacks of the same name differ, as words:
 * - `AWS::Events::Archive` for a resource that only one of them has,
 * - `AWS::SQS::Queue DelaySeconds` for a property, `AWS::SQS::Queue (DeletionPolicy)` for what stands beside properties,
 * - `AWS::SQS::QueuePolicy Deny "sqs:*" {…}` for a statement of a policy, with its condition,
 * - `output ApiUrl`, `parameter BootstrapVersion`.
 */
export function differences(left: DeployedStack, right: DeployedStack): readonly string[] {
  const [one, other] = [JSON.parse(placed(left)), JSON.parse(placed(right))] as [Template, Template];
  return [
    ...keysOf(one.Resources, other.Resources).flatMap((id) => betweenParts(one.Resources[id], other.Resources[id])),
    ...changedIn(one.Outputs, other.Outputs).map((name) => `output ${name}`),
    ...changedIn(one.Parameters, other.Parameters).map((name) => `parameter ${name}`),
  ];
}

function betweenParts(left: Part | undefined, right: Part | undefined): string[] {
  const kind = kindOf(left ?? right);
  const statements = betweenStatements(left, right).map((statement) => `${kind} ${statement}`);
  if (!left || !right) return statements.length > 0 ? statements : [kind];
  if (left.Type !== right.Type) return [left.Type, right.Type];
  return [
    ...statements,
    ...changedIn(left.Properties, right.Properties)
      .filter((name) => name !== "PolicyDocument" || statements.length === 0)
      .map((name) => `${kind} ${name}`),
    ...changedIn(left, right)
      .filter((name) => name !== "Properties")
      .map((name) => `${kind} (${name})`),
  ];
}

/** Statements that only one of two policies has. */
function betweenStatements(left: Part | undefined, right: Part | undefined): string[] {
  const of = (part: Part | undefined): readonly string[] =>
    (part?.Properties?.PolicyDocument?.Statement ?? []).map((statement) => JSON.stringify(statement));
  const [one, other] = [of(left), of(right)];
  const apart = [...one.filter((text) => !other.includes(text)), ...other.filter((text) => !one.includes(text))];
  return apart.map((text) => {
    const { Effect, Action, Condition } = JSON.parse(text) as Statement;
    return `${Effect} ${JSON.stringify(Action)} ${JSON.stringify(Condition ?? {})}`;
  });
}

/** An alarm made of metric math is a kind of its own, and so is each value that stacks leave for one another. */
function kindOf(part: Part | undefined): string {
  const { Type = "nothing", Properties = {} } = part ?? {};
  if (Type === "AWS::CloudWatch::Alarm" && "Metrics" in Properties) return `${Type} of metric math`;
  if (Type === "AWS::SSM::Parameter")
    return `${Type} ${String(Properties.Name).replace(/^\/archipelago\/[^/]+\//, "")}`;
  return Type;
}
