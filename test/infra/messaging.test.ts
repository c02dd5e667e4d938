import { describe, expect, test } from "vitest";
import { whatCameIn } from "#headquarters/what-came-in";
import { offendersOf } from "./fixture.ts";
import { isDead, overbooked, startedAgain, stoppedInRounds, targetsWithoutDeadLetters } from "./messaging-laws.ts";
import { referred, say } from "./synth.ts";
import { awsStacks, ofType, stacks } from "./whole-app.ts";

const queues = ofType("AWS::SQS::Queue", stacks);
const sources = ofType("AWS::Lambda::EventSourceMapping", stacks);
const fromQueues = sources.filter(({ properties }) => !properties.StartingPosition);
const fromStreams = sources.filter(({ properties }) => properties.StartingPosition);

describe("queues", () => {
  test("that are no dead-letter queue have one, reached after at least five tries", () => {
    const wrong = queues.filter((queue) => {
      if (isDead(queue)) return false;
      const { deadLetterTargetArn, maxReceiveCount } = queue.properties.RedrivePolicy ?? {};
      const dead = referred(queue, deadLetterTargetArn);
      return !dead || !isDead(dead) || maxReceiveCount < 5;
    });
    expect(wrong.map((queue) => say(queue))).toEqual([]);
    expect(queues.length).toBeGreaterThan(0);
  });

  test("are encrypted, refuse plain HTTP on AWS, and keep messages 14 days", () => {
    const policies = ofType("AWS::SQS::QueuePolicy");
    const wrong = ofType("AWS::SQS::Queue").filter((queue) => {
      const refuses = policies.some(
        (policy) =>
          policy.stack === queue.stack &&
          policy.properties.Queues.some(({ Ref }: { Ref: string }) => Ref === queue.id) &&
          JSON.stringify(policy.properties.PolicyDocument).includes('"aws:SecureTransport":"false"'),
      );
      const { SqsManagedSseEnabled, MessageRetentionPeriod } = queue.properties;
      return !refuses || SqsManagedSseEnabled !== true || MessageRetentionPeriod !== 1_209_600;
    });
    expect(wrong.map((queue) => say(queue))).toEqual([]);
  });
});

describe("event sources", () => {
  test("report partial failures", () => {
    const wrong = sources.filter(
      ({ properties }) => !properties.FunctionResponseTypes?.includes("ReportBatchItemFailures"),
    );
    expect(wrong.map((source) => say(source))).toEqual([]);
    expect(fromQueues.length + fromStreams.length).toBe(sources.length);
  });

  test("of queues limit how many batches run at once, and hide a message for six times as long as a batch may take", () => {
    const wrong = fromQueues.filter((source) => {
      const queue = referred(source, source.properties.EventSourceArn);
      const lambda = referred(source, source.properties.FunctionName);
      return (
        !(source.properties.ScalingConfig?.MaximumConcurrency >= 2) ||
        !queue ||
        !lambda ||
        queue.properties.VisibilityTimeout < 6 * lambda.properties.Timeout
      );
    });
    expect(wrong.map((source) => say(source))).toEqual([]);
  });

  test("of queues together leave most of an account's functions to callers, and no queue reaches what SQS gives out at once", () =>
    expect(overbooked(stacks)).toEqual([]));

  test("of queues are not stopped where their function queues work for itself", () =>
    expect(stoppedInRounds(stacks)).toEqual([]));

  test("of streams halve a batch that fails, give up in the end, and keep what they gave up", () => {
    const wrong = fromStreams.filter(
      ({ properties }) =>
        !properties.BisectBatchOnFunctionError ||
        !(properties.MaximumRetryAttempts > 0 || properties.MaximumRecordAgeInSeconds > 0) ||
        !properties.DestinationConfig?.OnFailure?.Destination,
    );
    expect(wrong.map((source) => say(source))).toEqual([]);
  });

  test("of streams that carry events try for nearly as long as the stream keeps them: no other copy is told", () => {
    const relays = fromStreams.filter(({ properties }) => JSON.stringify(properties.FilterCriteria).includes("outbox"));
    expect(relays.length).toBeGreaterThan(0);
    const wrong = relays.filter(
      ({ properties }) =>
        properties.MaximumRetryAttempts !== undefined ||
        !(properties.MaximumRecordAgeInSeconds >= 22 * 3_600 && properties.MaximumRecordAgeInSeconds < 24 * 3_600),
    );
    expect(wrong.map((source) => say(source))).toEqual([]);
  });

  test("of streams have an alarm on their age", () => {
    const watched = ofType("AWS::CloudWatch::Alarm", stacks)
      .filter(({ properties }) => properties.MetricName === "IteratorAge")
      .map(({ stack, properties }) => `${stack.path} ${properties.Dimensions[0].Value}`);
    const streamed = fromStreams.map((source) => {
      const lambda = referred(source, source.properties.FunctionName);
      return `${source.stack.path} ${lambda?.properties.FunctionName}`;
    });
    expect(streamed.filter((one) => !watched.includes(one))).toEqual([]);
  });
});

describe("rules and schedules", () => {
  test("give every target a dead-letter queue", () => {
    expect(targetsWithoutDeadLetters(stacks)).toEqual([]);
    expect(ofType("AWS::Events::Rule", stacks).length).toBeGreaterThan(0);
  });

  test("listen to a bus of their own site only", () => {
    const wrong = ofType("AWS::Events::Rule", stacks).filter((rule) => {
      const { EventBusName } = rule.properties;
      const name = referred(rule, EventBusName)?.properties.Name ?? EventBusName;
      return !String(name).startsWith(`archipelago-${rule.stack.site}-`);
    });
    expect(wrong.map((rule) => say(rule))).toEqual([]);
  });

  test("that change what they deliver stand on a bus whose name says the same market, since their dead letters are unchanged", () => {
    const changing = ofType("AWS::Events::Rule", stacks).flatMap((rule) =>
      rule.properties.Targets.filter(
        (target: object) => "InputTransformer" in target || "Input" in target || "InputPath" in target,
      ).map((target: { InputTransformer?: { InputTemplate: string } }) => ({ rule, target })),
    );
    expect(new Set(changing.map(({ rule }) => rule.stack.path.split("/").slice(1).join("/")))).toEqual(
      new Set(["central/ingress"]),
    );
    for (const { rule, target } of changing) {
      const bus = referred(rule, rule.properties.EventBusName)?.properties.Name;
      const RULE_ARN = `arn:aws:events:${rule.stack.region}:${rule.stack.account}:rule/${bus}/any`;
      const [, stamped] = /"market":"(\w+)"/.exec(target.InputTransformer?.InputTemplate ?? "") ?? [];
      expect(whatCameIn({ text: '{"detail":{}}', attributes: { RULE_ARN } }).market, say(rule)).toBe(stamped);
    }
  });

  test("start nothing a second time: the next run does what the last did not", () => {
    expect(startedAgain(stacks)).toEqual([]);
    expect(ofType("AWS::Scheduler::Schedule", stacks).length).toBeGreaterThan(0);
  });

  test("report how far behind they are, and silence rings", () => {
    const alarms = ofType("AWS::CloudWatch::Alarm").filter(({ properties }) => properties.MetricName === "LagSeconds");
    expect(alarms).toHaveLength(ofType("AWS::Scheduler::Schedule").length);
    expect(
      alarms.filter(({ properties }) => properties.TreatMissingData !== "breaching").map((alarm) => say(alarm)),
    ).toEqual([]);
  });
});

test("buses of markets and centre keep an archive on AWS", () => {
  const archived = ofType("AWS::Events::Archive").map(({ stack }) => stack.path);
  expect(archived).toEqual(awsStacks.filter(({ path }) => path.endsWith("/data")).map(({ path }) => path));
});

const dead = { Type: "AWS::SQS::Queue", Properties: { QueueName: "archipelago-aa-pay-dlq" } };
const work = { Type: "AWS::SQS::Queue", Properties: { QueueName: "archipelago-aa-pay" } };
const to = (id: string) => ({ Arn: "x", DeadLetterConfig: { Arn: { "Fn::GetAtt": [id, "Arn"] } } });
const rule = (...Targets: object[]) => ({ Type: "AWS::Events::Rule", Properties: { Targets } });
const source = (BatchSize: number, MaximumConcurrency?: number) => ({
  Type: "AWS::Lambda::EventSourceMapping",
  Properties: { BatchSize, ScalingConfig: { MaximumConcurrency } },
});

describe("the laws of messages see", () => {
  test("a target without dead letters beside one that has some", () => {
    const parts = { dead, work, Good: rule(to("dead")), Bad: rule(to("dead"), { Arn: "x" }) };
    expect(offendersOf(targetsWithoutDeadLetters, parts)).toEqual(["Bad"]);
  });

  test("dead letters that go to a queue somebody works off, or to none of this stack", () => {
    const parts = { dead, work, Worked: rule(to("work")), Lost: rule(to("gone")) };
    expect(offendersOf(targetsWithoutDeadLetters, parts)).toEqual(["Worked", "Lost"]);
  });

  test("a schedule without dead letters", () =>
    expect(
      offendersOf(targetsWithoutDeadLetters, {
        Clock: { Type: "AWS::Scheduler::Schedule", Properties: { Target: {} } },
      }),
    ).toEqual(["Clock"]));

  test("a target that another stack adds to a rule by a pipe", () =>
    expect(offendersOf(targetsWithoutDeadLetters, { Pipe: { Type: "AWS::Pipes::Pipe", Properties: {} } })).toEqual([
      "Pipe",
    ]));

  test("a schedule whose function Lambda would start again", () => {
    const Run = { Type: "AWS::Lambda::Function" };
    const Clock = {
      Type: "AWS::Scheduler::Schedule",
      Properties: { Target: { Arn: { "Fn::GetAtt": ["Run", "Arn"] } } },
    };
    const Once = (MaximumRetryAttempts: number, Qualifier = "$LATEST") => ({
      Type: "AWS::Lambda::EventInvokeConfig",
      Properties: { FunctionName: { Ref: "Run" }, Qualifier, MaximumRetryAttempts, MaximumEventAgeInSeconds: 60 },
    });
    expect(offendersOf(startedAgain, { Run, Clock, Once: Once(0) })).toEqual([]);
    expect(offendersOf(startedAgain, { Run, Clock })).toEqual(["Clock"]);
    expect(offendersOf(startedAgain, { Run, Clock, Twice: Once(1) })).toEqual(["Clock"]);
    expect(offendersOf(startedAgain, { Run, Clock, Elsewhere: Once(0, "1") })).toEqual(["Clock"]);
  });

  test("a function that sends to the queue it works off, and that Lambda would stop", () => {
    const address = (of: string) => ({ "Fn::GetAtt": [of, "Arn"] });
    const Run = (more: object) => ({ Type: "AWS::Lambda::Function", Properties: { Role: address("Role"), ...more } });
    const Source = {
      Type: "AWS::Lambda::EventSourceMapping",
      Properties: { FunctionName: { Ref: "Run" }, EventSourceArn: address("work") },
    };
    const sendingTo = (queue: string) => ({
      Type: "AWS::IAM::Policy",
      Properties: {
        Roles: [{ Ref: "Role" }],
        PolicyDocument: { Statement: [{ Action: "sqs:SendMessage", Resource: address(queue) }] },
      },
    });
    const parts = { dead, work, Source, Role: { Type: "AWS::IAM::Role" } };
    const offenders = (more: object) => offendersOf(stoppedInRounds, { ...parts, ...more });
    expect(offenders({ Run: Run({}), Sends: sendingTo("work") })).toEqual(["Source"]);
    expect(offenders({ Run: Run({ RecursiveLoop: "Allow" }), Sends: sendingTo("work") })).toEqual([]);
    expect(offenders({ Run: Run({}), Sends: sendingTo("dead") })).toEqual([]);
  });

  test("queues that take more functions than an account can spare, and one that may take any number", () => {
    expect(offendersOf(overbooked, { Few: source(10, 10) })).toEqual([]);
    expect(offendersOf(overbooked, { Many: source(10, 600), More: source(10, 200) })).toHaveLength(1);
    expect(offendersOf(overbooked, { Any: source(10) })).toHaveLength(1);
    expect(offendersOf(overbooked, { Huge: source(10_000, 10) })).toHaveLength(1);
  });
});
