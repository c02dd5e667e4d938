import { describe, expect, test } from "vitest";
import { offendersOf } from "./fixture.ts";
import {
  unwatchedRules,
  unwatchedSignIns,
  unwatchedStarts,
  unwatchedStreams,
  unwatchedThrottles,
} from "./loss-laws.ts";
import { awsStacks } from "./whole-app.ts";

describe("nothing is lost on AWS without an alarm, from the first one on:", () => {
  test.each([
    ["requests that a table or one of its indexes turns away", unwatchedThrottles],
    ["events that neither a rule's queue nor its dead letters took", unwatchedRules],
    ["starts of functions that nobody waits for, and that were given up", unwatchedStarts],
    ["records of a stream that could not even be set aside", unwatchedStreams],
    ["sign-ins that Cognito turns away", unwatchedSignIns],
  ])("%s", (_, law) => expect(law(awsStacks)).toEqual([]));
});

/** An alarm over one metric, under several dimensions. */
const of = (Threshold: number, MetricName: string, ...dimensions: Readonly<Record<string, unknown>>[]) => {
  const all = dimensions.map((one) => Object.entries(one).map(([Name, Value]) => ({ Name, Value })));
  return {
    Type: "AWS::CloudWatch::Alarm",
    Properties: {
      Threshold,
      Metrics: all.map((Dimensions) => ({ MetricStat: { Metric: { MetricName, Dimensions } } })),
    },
  };
};

describe("the laws of losses see one that nobody watches", () => {
  const Table = {
    Type: "AWS::DynamoDB::GlobalTable",
    Properties: { TableName: "t", GlobalSecondaryIndexes: [{ IndexName: "i" }] },
  };
  const onIndex = { TableName: "t", GlobalSecondaryIndexName: "i" };

  test("of a table's index, of its writes alone, or only from the hundredth on", () => {
    const Reads = of(1, "ReadThrottleEvents", { TableName: "t" }, onIndex);
    const Writes = of(1, "WriteThrottleEvents", { TableName: "t" }, onIndex);
    expect(offendersOf(unwatchedThrottles, { Table, Reads, Writes })).toEqual([]);
    expect(offendersOf(unwatchedThrottles, { Table, Reads })).toHaveLength(2);
    expect(
      offendersOf(unwatchedThrottles, { Table, Reads, Writes: of(1, "WriteThrottleEvents", onIndex) }),
    ).toHaveLength(1);
    expect(
      offendersOf(unwatchedThrottles, {
        Table,
        Reads,
        Writes: of(100, "WriteThrottleEvents", { TableName: "t" }, onIndex),
      }),
    ).toHaveLength(2);
  });

  test("of a rule, which is told under its name alone or with its bus", () => {
    const Rule = { Type: "AWS::Events::Rule", Properties: { Name: "r", EventBusName: "b" } };
    const both = [{ RuleName: "r" }, { RuleName: "r", EventBusName: "b" }];
    const lost = "InvocationsFailedToBeSentToDlq";
    expect(offendersOf(unwatchedRules, { Rule, Lost: of(1, lost, ...both) })).toEqual([]);
    expect(offendersOf(unwatchedRules, { Rule, Lost: of(1, lost, both[0] ?? {}) })).toHaveLength(1);
    expect(offendersOf(unwatchedRules, { Rule })).toHaveLength(2);
  });

  test("of a function that the clock starts, or that a stream feeds", () => {
    const Run = { Type: "AWS::Lambda::Function", Properties: { FunctionName: "f" } };
    const Once = { Type: "AWS::Lambda::EventInvokeConfig", Properties: { FunctionName: { Ref: "Run" } } };
    const Feed = {
      Type: "AWS::Lambda::EventSourceMapping",
      Properties: { FunctionName: { Ref: "Run" }, DestinationConfig: { OnFailure: {} } },
    };
    const Dropped = of(1, "AsyncEventsDropped", { FunctionName: "f" });
    const Failed = of(1, "DestinationDeliveryFailures", { FunctionName: "f" });
    const laws = (parts: Parameters<typeof offendersOf>[1]) => [
      offendersOf(unwatchedStarts, parts).length,
      offendersOf(unwatchedStreams, parts).length,
    ];
    expect(laws({ Run, Once, Feed, Dropped, Failed })).toEqual([0, 0]);
    expect(laws({ Run, Once, Feed, Failed })).toEqual([1, 0]);
    expect(laws({ Run, Once, Feed, Dropped })).toEqual([0, 1]);
  });

  test("of a client of Cognito's", () => {
    const Client = { Type: "AWS::Cognito::UserPoolClient", Properties: { UserPoolId: { Ref: "Pool" } } };
    const Throttled = of(1, "SignInThrottles", { UserPool: { Ref: "Pool" }, UserPoolClient: { Ref: "Client" } });
    expect(offendersOf(unwatchedSignIns, { Client, Throttled })).toEqual([]);
    expect(offendersOf(unwatchedSignIns, { Client })).toHaveLength(1);
  });
});
