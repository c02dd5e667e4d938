import { type DeployedStack, type Resource, resourcesOf, say } from "./synth.ts";

/** Statements of buses that share their name in an account and region: CloudFormation refuses the second. */
export const namesakes = (among: readonly DeployedStack[]): string[] => {
  const policies = resourcesOf("AWS::Events::EventBusPolicy", among);
  const nameOf = ({ stack: { account, region }, properties }: Resource): string =>
    `${account} ${region} ${properties.StatementId}`;
  return policies
    .filter((policy) => policies.some((other) => other !== policy && nameOf(other) === nameOf(policy)))
    .map((policy) => say(policy));
};

type Statement = {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, unknown>>;
};

const across = /event-bus\/archipelago-central-from-/;
/** What lets a function run: its log, its traces, its own queue. */
const running =
  /^(logs:(CreateLogStream|PutLogEvents)|xray:Put\w+|sqs:(ChangeMessageVisibility|DeleteMessage|Get\w+|ReceiveMessage))$/;
const batchesAlone = JSON.stringify({
  "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["batches#*", "epochs"] },
});

/** Whether a statement lets a role read batches and epochs and nothing beside them. */
const readsBatches = ({ Action, Resource, Condition }: Statement): boolean =>
  [Action].flat().every((action) => action === "dynamodb:GetItem" || action === "dynamodb:Query") &&
  !JSON.stringify(Resource).includes("/index/") &&
  JSON.stringify(Condition) === batchesAlone;

/** Policies of roles that may put events on a bus of the centre. */
export const exporters = (among: readonly DeployedStack[]): readonly Resource[] =>
  resourcesOf("AWS::IAM::Policy", among).filter(
    ({ stack, properties }) =>
      stack.site !== "central" &&
      properties.PolicyDocument.Statement.some(({ Resource }: Statement) => across.test(JSON.stringify(Resource))),
  );

/** Roles that reach the centre and may read, write or send anything but batches and epochs. */
export const leaking = (among: readonly DeployedStack[]): string[] =>
  exporters(among).flatMap((policy) =>
    policy.properties.PolicyDocument.Statement.filter((statement: Statement) => {
      const actions = [statement.Action].flat();
      const sends = actions.every((action) => action === "events:PutEvents");
      if (sends) return [statement.Resource].flat().some((one) => !across.test(JSON.stringify(one)));
      return !actions.every((action) => running.test(action)) && !readsBatches(statement);
    }).map((statement: Statement) => say(policy, JSON.stringify(statement))),
  );
