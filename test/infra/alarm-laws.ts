import { type DeployedStack, type Resource, resourcesOf, say } from "./synth.ts";

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
      return [AlarmActions, OKActions].some((told) => JSON.stringify(told) !== topic) || ActionsEnabled === false;
    })
    .map((alarm) => say(alarm));

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
