import { describe, expect, test } from "vitest";
import { files, isSpec, textOf } from "#test/architecture/sources";
import { dead, deaf, overloaded, ownMetrics, speechless, unheard, unwatchedDeadLetters } from "./alarm-laws.ts";
import { offendersOf } from "./fixture.ts";
import { say } from "./synth.ts";
import { awsStacks, ofType, stacks } from "./whole-app.ts";

describe("alarms", () => {
  const alarms = ofType("AWS::CloudWatch::Alarm", stacks);

  test("say their impact and what to do", () => expect(speechless(stacks)).toEqual([]));

  test("go to their site's topic and to nobody else, when they ring and when they stop", () =>
    expect(unheard(stacks)).toEqual([]));

  test("watch what is written, under the dimensions it is written with", () => expect(dead(stacks)).toEqual([]));

  test("watch every metric that functions write, by the name in their code", () => {
    const code = files.filter((path) => /^(packages|functions)\/.+\.ts$/.test(path) && !isSpec(path)).map(textOf);
    const written = code.flatMap((text) =>
      [...text.matchAll(/\b(?:count|lag|gauge)\("(\w+)"/g)].map(([, name]) => name),
    );
    expect([...new Set(written)].toSorted()).toEqual(ownMetrics);
    const watched = new Set(alarms.map(({ properties }) => properties.MetricName));
    expect(ownMetrics.filter((name) => !watched.has(name))).toEqual([]);
  });

  test("are let in by that topic, and by its key", () => {
    expect(deaf(stacks)).toEqual([]);
    const sites = stacks.filter(({ path }) => path.endsWith("/data")).map(({ path }) => path);
    expect(ofType("AWS::SNS::Topic", stacks).map(({ stack }) => stack.path)).toEqual(sites);
  });

  test("watch every queue of dead letters, from the first one on", () =>
    expect(unwatchedDeadLetters(stacks)).toEqual([]));

  test("watch no more than ten metrics each, which is what CloudWatch takes", () =>
    expect(overloaded(stacks)).toEqual([]));

  test("watch every API for failures", () => {
    const watched = alarms.filter(({ properties }) => properties.MetricName === "5xx").map(({ stack }) => stack.path);
    expect(watched).toEqual(stacks.filter(({ path }) => path.endsWith("/access")).map(({ path }) => path));
  });

  test("watch everything that calls the payment provider for money that only a person can move", () => {
    const watched = alarms
      .filter(({ properties }) => properties.MetricName === "PaymentsStuck")
      .map(({ stack, properties }) => `${stack.path} ${properties.Dimensions[0].Value}`);
    const calling = ofType("AWS::Lambda::Function", stacks)
      .filter(({ properties }) => properties.Environment.Variables.SANDBOX_TABLE !== undefined)
      .map(({ stack, properties }) => `${stack.path} ${properties.FunctionName}`);
    expect(calling.length).toBeGreaterThan(0);
    expect(watched.toSorted()).toEqual(calling.toSorted());
  });

  test("have names of their own within a site", () => {
    const names = alarms.map(({ stack, properties }) => `${stack.deployment.name} ${properties.AlarmName}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test("are shown on their site's dashboard, all of them", () => {
    for (const board of ofType("AWS::CloudWatch::Dashboard", stacks)) {
      const shown = JSON.stringify(board.properties.DashboardBody);
      const ofSite = alarms.filter(
        ({ stack }) => stack.site === board.stack.site && stack.deployment === board.stack.deployment,
      );
      expect(
        ofSite.filter(({ properties }) => !shown.includes(`alarm:${properties.AlarmName}`)).map((alarm) => say(alarm)),
      ).toEqual([]);
    }
    const crowded = ofType("AWS::CloudWatch::Dashboard", stacks).flatMap((board) => {
      const widgets = JSON.stringify(board.properties.DashboardBody).split(/\\"type\\"/);
      return widgets.filter((widget) => widget.split(":alarm:").length > 101).map(() => say(board));
    });
    expect(crowded).toEqual([]);
    const boards = ofType("AWS::CloudWatch::Dashboard").map(({ stack }) => stack.path);
    expect(boards).toEqual(awsStacks.filter(({ path }) => path.endsWith("/operations")).map(({ path }) => path));
  });
});

const topic = ["arn:aws:sns:eu-north-1:200000000099:archipelago-aa-alarms"];
const spoken = "Impact: nobody can buy anything at all. What to do: look at the log of the function.";
const alarm = (properties: object = {}) => ({
  Type: "AWS::CloudWatch::Alarm",
  Properties: { AlarmDescription: spoken, AlarmActions: topic, OKActions: topic, ...properties },
});
const queue = (QueueName: string) => ({ Type: "AWS::SQS::Queue", Properties: { QueueName } });

describe("the laws of alarms see", () => {
  test("nothing wrong in an alarm that speaks to its topic", () => {
    expect(offendersOf(speechless, { Alarm: alarm() })).toEqual([]);
    expect(offendersOf(unheard, { Alarm: alarm() })).toEqual([]);
  });

  test.each([
    ["nothing", undefined],
    ["no remedy", "Impact: nobody can buy anything at all."],
    ["no impact", "What to do: look at the log of the function."],
    ["too little", "Impact: bad. What to do: repair."],
  ])("an alarm that says %s", (_, AlarmDescription) =>
    expect(offendersOf(speechless, { Alarm: alarm({ AlarmDescription }) })).toHaveLength(1),
  );

  test.each([
    ["nobody", { AlarmActions: [] }],
    ["nobody when it stops", { OKActions: undefined }],
    ["another market", { AlarmActions: [topic[0]?.replace("-aa-", "-bb-")] }],
    ["others too", { AlarmActions: [...topic, "arn:aws:sns:eu-north-1:1:others"] }],
    ["its topic, if somebody switches it on", { ActionsEnabled: false }],
  ])("an alarm that tells %s", (_, properties) =>
    expect(offendersOf(unheard, { Alarm: alarm(properties) })).toHaveLength(1),
  );

  describe("an alarm that can never ring, since it watches", () => {
    const of = (Namespace: string, MetricName: string, dimensions: Readonly<Record<string, string>>) =>
      alarm({
        Namespace,
        MetricName,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      });
    const Variables = { POWERTOOLS_SERVICE_NAME: "archipelago-aa-sweep" };
    const Sweep = { Type: "AWS::Lambda::Function", Properties: { Environment: { Variables } } };

    test.each([
      ["a metric that nobody writes", of("AWS/Lambda", "IteratorAges", { FunctionName: "f" })],
      ["other dimensions", of("AWS/Lambda", "IteratorAge", { functionName: "f" })],
      ["fewer dimensions", of("AWS/ApiGateway", "5xx", { ApiId: "a" })],
      ["another service", of("Archipelago", "LagSeconds", { service: "archipelago-aa-sweeps" })],
      [
        "part of a sum that is none",
        alarm({ Metrics: [{ MetricStat: { Metric: { Namespace: "X", MetricName: "Y" } } }] }),
      ],
    ])("%s", (_, Wrong) => expect(offendersOf(dead, { Sweep, Wrong })).toHaveLength(1));

    test("or rather one that can", () => {
      const Lag = of("Archipelago", "LagSeconds", { service: "archipelago-aa-sweep" });
      expect(
        offendersOf(dead, { Sweep, Lag, Failing: of("AWS/ApiGateway", "5xx", { Stage: "v1", ApiId: "a" }) }),
      ).toEqual([]);
    });
  });

  describe("a topic", () => {
    const Topic = { Type: "AWS::SNS::Topic", Properties: {} };
    const Principal = { Service: "cloudwatch.amazonaws.com" };
    const Allowed = { Effect: "Allow", Action: "sns:Publish", Principal };
    const Refused = { Effect: "Deny", Action: "sns:Publish", Principal: "*" };
    const policy = (...Statement: object[]) => ({
      Type: "AWS::SNS::TopicPolicy",
      Properties: { Topics: [{ Ref: "Topic" }], PolicyDocument: { Statement } },
    });
    const Locked = { Type: "AWS::SNS::Topic", Properties: { KmsMasterKeyId: { "Fn::GetAtt": ["Key", "Arn"] } } };
    const key = (...Action: string[]) => ({
      Type: "AWS::KMS::Key",
      Properties: { KeyPolicy: { Statement: [{ Effect: "Allow", Action, Principal }] } },
    });

    test("that lets alarms in", () => {
      expect(offendersOf(deaf, { Topic })).toEqual([]);
      expect(offendersOf(deaf, { Topic, Policy: policy(Refused, Allowed) })).toEqual([]);
      expect(offendersOf(deaf, { Topic: Locked, Key: key("kms:Decrypt", "kms:GenerateDataKey*") })).toEqual([]);
    });

    test("whose own policy says nothing of alarms", () =>
      expect(offendersOf(deaf, { Topic, Policy: policy(Refused) })).toEqual(["Topic"]));

    test("whose key alarms cannot use, or AWS's own key", () => {
      expect(offendersOf(deaf, { Topic: Locked, Key: key("kms:Decrypt") })).toEqual(["Topic"]);
      const Properties = { KmsMasterKeyId: "alias/aws/sns" };
      expect(offendersOf(deaf, { Topic: { ...Topic, Properties } })).toEqual(["Topic"]);
    });
  });

  test("an alarm over more metrics than CloudWatch takes", () => {
    const Metrics = Array.from({ length: 11 }, () => ({
      MetricStat: { Metric: { MetricName: "ReadThrottleEvents" } },
    }));
    expect(offendersOf(overloaded, { Many: alarm({ Metrics }) })).toEqual(["Many"]);
    expect(offendersOf(overloaded, { Few: alarm({ Metrics: Metrics.slice(1) }) })).toEqual([]);
  });

  test("dead letters that nobody watches, or only from the tenth on", () => {
    const watching = (Threshold: number) =>
      alarm({
        MetricName: "ApproximateNumberOfMessagesVisible",
        Threshold,
        Dimensions: [{ Name: "QueueName", Value: { "Fn::GetAtt": ["Dead", "QueueName"] } }],
      });
    const Dead = queue("archipelago-aa-pay-dlq");
    expect(offendersOf(unwatchedDeadLetters, { Dead, Alarm: watching(1) })).toEqual([]);
    expect(offendersOf(unwatchedDeadLetters, { Dead, Alarm: watching(10) })).toEqual(["Dead"]);
    expect(offendersOf(unwatchedDeadLetters, { Dead, Other: queue("archipelago-aa-pay") })).toEqual(["Dead"]);
  });
});
