import { type DeployedStack, type Resource, referred, resourcesOf, say } from "./synth.ts";

const alarmsIn = (among: readonly DeployedStack[]): readonly Resource[] => [
  ...resourcesOf("AWS::CloudWatch::Alarm", among),
  ...resourcesOf("AWS::CloudWatch::CompositeAlarm", among),
];

/** Alarms that do not say what they mean for people, or not what to do. */
export const speechless = (among: readonly DeployedStack[]): string[] =>
  alarmsIn(among)
    .filter(({ properties }) => !/^Impact: .{20,} What to do: .{20,}/.test(properties.AlarmDescription ?? ""))
    .map((alarm) => say(alarm, properties(alarm).AlarmDescription));

/** Alarms that do not tell their site's topic when they ring and when they stop, or tell anybody else. */
export const unheard = (among: readonly DeployedStack[]): string[] =>
  alarmsIn(among)
    .filter(({ stack, properties: { AlarmActions, OKActions, ActionsEnabled } }) => {
      const topic = JSON.stringify([`arn:aws:sns:${stack.region}:${stack.account}:archipelago-${stack.site}-alarms`]);
      return (
        [AlarmActions, OKActions].some((receivers) => JSON.stringify(receivers) !== topic) || ActionsEnabled === false
      );
    })
    .map((alarm) => say(alarm));

/** The metrics that alarms may watch, with the dimensions under which they are written: by AWS, as its user guides say, and
 *  by the functions themselves (`packages/platform/metrics.ts`). Under any other name or dimension nothing ever comes. */
const written: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "AWS/ApiGateway 5xx": [["ApiId", "Stage"]],
  "AWS/ApiGateway Count": [["ApiId", "Stage"]],
  "AWS/Cognito SignInThrottles": [["UserPool", "UserPoolClient"]],
  "AWS/Cognito TokenRefreshThrottles": [["UserPool", "UserPoolClient"]],
  "AWS/DynamoDB ConsumedReadCapacityUnits": [["TableName"]],
  "AWS/DynamoDB ConsumedWriteCapacityUnits": [["TableName"]],
  "AWS/DynamoDB ReadThrottleEvents": [["TableName"], ["GlobalSecondaryIndexName", "TableName"]],
  "AWS/DynamoDB WriteThrottleEvents": [["TableName"], ["GlobalSecondaryIndexName", "TableName"]],
  "AWS/Events InvocationsCreated": [[]],
  "AWS/Events InvocationsFailedToBeSentToDlq": [["RuleName"], ["EventBusName", "RuleName"]],
  "AWS/Events PutEventsApproximateCallCount": [[]],
  "AWS/Lambda AsyncEventsDropped": [["FunctionName"]],
  "AWS/Lambda ClaimedAccountConcurrency": [[]],
  "AWS/Lambda ConcurrentExecutions": [[]],
  "AWS/Lambda DestinationDeliveryFailures": [["FunctionName"]],
  "AWS/Lambda IteratorAge": [["FunctionName"]],
  "AWS/SQS ApproximateNumberOfMessagesVisible": [["QueueName"]],
  "Archipelago BatchesInConflict": [["service"]],
  "Archipelago FeedLagSeconds": [["market", "service"]],
  "Archipelago LagSeconds": [["service"]],
  "Archipelago MissingBatches": [["market", "service"]],
  "Archipelago OutboxLagSeconds": [["service", "table"]],
  "Archipelago PaymentsStuck": [["service"]],
  "Archipelago RefusedEvents": [["market", "service"]],
};

/** The names of those that functions write. */
export const ownMetrics: readonly string[] = Object.keys(written).flatMap(
  (name) => /^Archipelago (.+)/.exec(name)?.[1] ?? [],
);

/** One metric that an alarm watches. */
type Watched = {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: unknown }[];
};
/** All that an alarm watches: one metric, or several that it reckons with. */
export const watchedBy = ({ properties }: Resource): readonly Watched[] =>
  properties.Metrics
    ? properties.Metrics.flatMap(({ MetricStat }: { MetricStat?: { Metric: Watched } }) => MetricStat?.Metric ?? [])
    : [properties];

/** Alarms over more metrics than CloudWatch takes together: ten. */
export const overloaded = (among: readonly DeployedStack[]): string[] =>
  resourcesOf("AWS::CloudWatch::Alarm", among)
    .filter((alarm) => watchedBy(alarm).length > 10)
    .map((alarm) => say(alarm));

/** Alarms on what nobody writes: an unknown metric, other dimensions, or a service that is no function of their stack. */
export const dead = (among: readonly DeployedStack[]): string[] =>
  resourcesOf("AWS::CloudWatch::Alarm", among).flatMap((alarm) => {
    const services = resourcesOf("AWS::Lambda::Function", [alarm.stack]).map(
      ({ properties }) => properties.Environment?.Variables?.POWERTOOLS_SERVICE_NAME,
    );
    return watchedBy(alarm)
      .filter(({ Namespace, MetricName, Dimensions = [] }) => {
        const names = Dimensions.map(({ Name }) => Name).sort();
        return (
          !written[`${Namespace} ${MetricName}`]?.some((allowed) => allowed.join() === names.join()) ||
          Dimensions.some(({ Name, Value }) => Name === "service" && !services.includes(Value))
        );
      })
      .map(({ Namespace, MetricName }) => say(alarm, `${Namespace} ${MetricName}`));
  });

type Statement = {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Principal: { readonly Service?: string };
};
/** Whether a policy lets CloudWatch do all of these. */
const admitsAlarms = (statements: readonly Statement[] = [], ...actions: readonly string[]): boolean =>
  actions.every((action) =>
    statements.some(
      ({ Effect, Action, Principal }) =>
        Effect === "Allow" &&
        Principal.Service === "cloudwatch.amazonaws.com" &&
        [Action].flat().some((named) => named === action),
    ),
  );

/** Topics that no alarm can reach: their own policy leaves CloudWatch out, or that of their key does. A topic without a
 *  policy of its own has AWS's, which lets it in. */
export const deaf = (among: readonly DeployedStack[]): string[] =>
  resourcesOf("AWS::SNS::Topic", among)
    .filter((topic) => {
      const own = resourcesOf("AWS::SNS::TopicPolicy", [topic.stack]).filter(({ properties: { Topics } }) =>
        Topics.some(({ Ref }: { Ref?: string }) => Ref === topic.id),
      );
      const admitted = own.every(({ properties }) => admitsAlarms(properties.PolicyDocument.Statement, "sns:Publish"));
      const { KmsMasterKeyId } = topic.properties;
      if (KmsMasterKeyId === undefined) return !admitted;
      const key = referred(topic, KmsMasterKeyId)?.properties.KeyPolicy?.Statement;
      return !(admitted && admitsAlarms(key, "kms:Decrypt", "kms:GenerateDataKey*"));
    })
    .map((topic) => say(topic));

const isDead = ({ properties: { QueueName } }: Resource): boolean => String(QueueName).endsWith("-dlq");

/** Queues of dead letters without an alarm at the first of them. */
export const unwatchedDeadLetters = (among: readonly DeployedStack[]): string[] =>
  resourcesOf("AWS::SQS::Queue", among)
    .filter(isDead)
    .filter((queue) => {
      const watches = ({ properties: { MetricName, Threshold, Dimensions = [] } }: Resource): boolean =>
        MetricName === "ApproximateNumberOfMessagesVisible" &&
        Threshold === 1 &&
        Dimensions.some(({ Value }: { Value: { "Fn::GetAtt"?: string[] } }) => Value?.["Fn::GetAtt"]?.[0] === queue.id);
      return !alarmsIn([queue.stack]).some(watches);
    })
    .map((queue) => say(queue));

const properties = ({ properties }: Resource) => properties;
