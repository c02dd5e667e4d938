import { placementOf, quotasOf } from "#infra/deployments";
import { alarmShare, fixedQuotas } from "#infra/quotas";
import { type DeployedStack, type Resource, referred, resourcesOf, say } from "./synth.ts";

/** Whether a queue is one of dead letters: its name says so. */
export const isDead = ({ properties }: Resource): boolean => String(properties.QueueName).endsWith("-dlq");

type Target = { readonly DeadLetterConfig?: { readonly Arn?: unknown } };

/** Rules, schedules and pipes that lose what their target does not take. */
export const targetsWithoutDeadLetters = (among: readonly DeployedStack[]): string[] =>
  [
    ...resourcesOf("AWS::Events::Rule", among).map((from) => ({ from, targets: from.properties.Targets as Target[] })),
    ...["AWS::Scheduler::Schedule", "AWS::Pipes::Pipe"]
      .flatMap((type) => resourcesOf(type, among))
      .map((from) => ({ from, targets: [(from.properties.Target ?? {}) as Target] })),
  ]
    .filter(({ from, targets = [] }) =>
      targets.some(({ DeadLetterConfig }) => {
        const queue = referred(from, DeadLetterConfig?.Arn);
        return !queue || !isDead(queue);
      }),
    )
    .map(({ from }) => say(from));

/** What the clock starts and Lambda would start again by itself: it takes a start and answers at once, so what the schedule
 *  says of retries is about reaching Lambda alone. */
export const startedAgain = (among: readonly DeployedStack[]): string[] =>
  resourcesOf("AWS::Scheduler::Schedule", among)
    .filter((schedule) => {
      const lambda = referred(schedule, schedule.properties.Target?.Arn);
      return !resourcesOf("AWS::Lambda::EventInvokeConfig", [schedule.stack]).some(
        (config) =>
          referred(config, config.properties.FunctionName) === lambda &&
          config.properties.Qualifier === "$LATEST" &&
          config.properties.MaximumRetryAttempts === 0 &&
          config.properties.MaximumEventAgeInSeconds === 60,
      );
    })
    .map((schedule) => say(schedule));

const pollers = (among: readonly DeployedStack[]): readonly Resource[] =>
  resourcesOf("AWS::Lambda::EventSourceMapping", among).filter(({ properties }) => !properties.StartingPosition);
const atOnce = ({ properties }: Resource): number =>
  properties.ScalingConfig?.MaximumConcurrency ?? Number.POSITIVE_INFINITY;

/** Functions that may send to the very queue they work off, and that Lambda would stop: it takes sixteen rounds for a
 *  mistake, unless it is told that they are meant. */
export const stoppedInRounds = (among: readonly DeployedStack[]): string[] =>
  pollers(among)
    .filter((source) => {
      const lambda = referred(source, source.properties.FunctionName);
      const queue = referred(source, source.properties.EventSourceArn);
      const role = lambda && referred(lambda, lambda.properties.Role);
      return lambda?.properties.RecursiveLoop !== "Allow" && queue && role && maySendTo(queue, role);
    })
    .map((source) => say(source));

function maySendTo(queue: Resource, role: Resource): boolean {
  type Statement = { readonly Action: string | readonly string[]; readonly Resource: unknown };
  return resourcesOf("AWS::IAM::Policy", [role.stack])
    .filter((policy) => [policy.properties.Roles].flat().some((one: unknown) => referred(policy, one) === role))
    .flatMap((policy) =>
      policy.properties.PolicyDocument.Statement.map((statement: Statement) => ({ policy, statement })),
    )
    .some(
      ({ policy, statement }: { policy: Resource; statement: Statement }) =>
        [statement.Action].flat().includes("sqs:SendMessage") &&
        [statement.Resource].flat().some((one) => referred(policy, one) === queue),
    );
}

/**
 * Accounts and regions whose queues may take more than the alarm's share of the functions that run at once, so that none
 * is left for callers; and queues that may have more messages in flight than SQS gives out. Neither needs an alarm while
 * it cannot happen.
 */
export function overbooked(among: readonly DeployedStack[]): string[] {
  const places = Map.groupBy(pollers(among), ({ stack }) => `${stack.account} ${stack.region}`);
  const crowded = [...places].flatMap(([place, sources]) => {
    const [{ deployment, site, region }] = sources.map(({ stack }) => stack) as [DeployedStack];
    const { concurrency } = quotasOf(site === "central" ? deployment.centre : placementOf(deployment, site), region);
    const taken = sources.reduce((sum, source) => sum + atOnce(source), 0);
    return taken > alarmShare * concurrency ? [`${place}: queues may take ${taken} of ${concurrency} functions`] : [];
  });
  const inFlight = (source: Resource): number => atOnce(source) * source.properties.BatchSize;
  const flooded = pollers(among)
    .filter(
      (source) => Number.isFinite(inFlight(source)) && inFlight(source) > alarmShare * fixedQuotas.messagesInFlight,
    )
    .map((source) => say(source, `${inFlight(source)} messages in flight`));
  return [...crowded, ...flooded];
}
