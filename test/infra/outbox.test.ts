import { describe, expect, test } from "vitest";
import { publishingTables } from "#infra/tables";
import { markets } from "#markets/directory";
import { retryPartition } from "#platform/outbox-layout";
import { tableNameOf } from "#platform/table";
import { type Resource, referred, resourcesOf, say } from "./synth.ts";
import { ofType, stacks } from "./whole-app.ts";

/** The functions of an entry in a market of production. */
const made = (market: string, entry: string): readonly Resource[] =>
  ofType("AWS::Lambda::Function").filter(
    ({ stack, properties }) =>
      stack.deployment.name === "prod" &&
      stack.site === market &&
      String(properties.FunctionName).startsWith(`archipelago-${market}-outbox-${entry}`),
  );
const variable = ({ properties }: Resource, name: string): string => properties.Environment.Variables[name];

describe.each(markets)("in $code, every table that publishes", ({ code }) => {
  const names = publishingTables.map((table) => tableNameOf(code, table)).sort();

  test("has a relay of its own, on its own stream", () => {
    expect(names.length).toBeGreaterThan(0);
    const relays = made(code, "relay");
    expect(relays.map((relay) => variable(relay, "TABLE")).sort()).toEqual(names);
    const foreign = relays.filter((relay) => {
      const [source, ...more] = resourcesOf("AWS::Lambda::EventSourceMapping", [relay.stack]).filter(
        (mapping) => referred(mapping, mapping.properties.FunctionName) === relay,
      );
      const { Parameters } = JSON.parse(relay.stack.text);
      const stream = Parameters[source?.properties.EventSourceArn.Ref]?.Default;
      const table = variable(relay, "TABLE").replace(`archipelago-${code}-`, "");
      return more.length > 0 || stream !== `/archipelago/${code}/tables/${table}/stream`;
    });
    expect(foreign.map((relay) => say(relay))).toEqual([]);
  });

  test("is tried again by the one retry of the market", () => {
    const [retry, ...more] = made(code, "retry");
    expect(more).toEqual([]);
    expect(retry && variable(retry, "TABLES").split(" ").sort()).toEqual(names);
  });

  test("has an alarm on what the bus refuses, which says its name and what people notice", () => {
    const alarms = ofType("AWS::CloudWatch::Alarm").filter(
      ({ stack, properties }) =>
        stack.deployment.name === "prod" && stack.site === code && properties.MetricName === "OutboxLagSeconds",
    );
    const expected = publishingTables.map((table) => ({
      table: tableNameOf(code, table),
      said: true,
      silence: "breaching",
    }));
    const found = alarms.map(({ properties: { Dimensions, AlarmDescription, TreatMissingData } }) => {
      const table = Dimensions.find(({ Name }: { Name: string }) => Name === "table").Value;
      const spec = publishingTables.find((one) => tableNameOf(code, one) === table);
      const said = AlarmDescription.includes(` ${spec?.name} `) && AlarmDescription.includes(spec?.publishes.impact);
      return { table, said, silence: TreatMissingData };
    });
    const byTable = (one: { table: string }, other: { table: string }) => (one.table < other.table ? -1 : 1);
    expect(found.sort(byTable)).toEqual(expected.sort(byTable));
  });
});

test("who publishes reads and writes nothing of a table but what waits for a retry", () => {
  type Statement = { readonly Action: string | readonly string[]; readonly Condition?: unknown };
  const onlyRetries = JSON.stringify({
    "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [retryPartition("*")] },
  });
  const publishers = ofType("AWS::Lambda::Function", stacks).filter(({ properties }) =>
    /-outbox-(relay|retry)-/.test(properties.FunctionName),
  );
  const wrong = publishers.flatMap((lambda) => {
    const role = referred(lambda, lambda.properties.Role);
    return resourcesOf("AWS::IAM::Policy", [lambda.stack])
      .filter((policy) => policy.properties.Roles.some((one: unknown) => referred(policy, one) === role))
      .flatMap((policy) => policy.properties.PolicyDocument.Statement as readonly Statement[])
      .filter(({ Action, Condition }) => {
        const onItems = [Action].flat().some((action) => /^dynamodb:.*(Item|Query|Scan)/.test(action));
        return onItems && JSON.stringify(Condition) !== onlyRetries;
      })
      .map((statement) => say(lambda, JSON.stringify(statement)));
  });
  expect(wrong).toEqual([]);
  expect(publishers.length).toBeGreaterThan(0);
});
