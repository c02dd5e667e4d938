import { describe, expect, test } from "vitest";
import { deployments, prod } from "#infra/deployments";
import { tablesOf } from "#infra/tables";
import { markets } from "#markets/directory";
import { tableNameOf } from "#platform/table";
import { files, isTable } from "#test/architecture/sources";
import { offendersOf } from "./fixture.ts";
import { type DeployedStack, referred, resourcesOf, say } from "./synth.ts";
import { awsStacks, ofType, stacks } from "./whole-app.ts";

const domainOf = (path: string): string | undefined => path.split("/")[1];
const sites = [...markets.map(({ code }) => code), "central"];

/** Logs that are not kept as their deployment says, or under a name that is not their site's. */
const badLogs = (among: readonly DeployedStack[]): string[] =>
  resourcesOf("AWS::Logs::LogGroup", among)
    .filter(
      ({ stack: { site, deployment }, properties: { LogGroupName, RetentionInDays }, raw: { DeletionPolicy } }) => {
        const known = LogGroupName ?? (deployment.durable ? `/archipelago/${site}/` : "");
        const named = [`/aws/lambda/archipelago-${site}-`, `/archipelago/${site}/`].some((start) =>
          known.startsWith(start),
        );
        return RetentionInDays !== deployment.logDays || !named || (deployment.durable && DeletionPolicy !== "Retain");
      },
    )
    .map((log) => say(log));

/** Everywhere but on a developer's machine, data outlive mistakes. */
const durable = awsStacks;
const isStateful = (path: string): boolean => /\/(data|access)$/.test(path);
/** What stays when its stack goes, under a name that the same stack would need again: it could not be made a second time,
 *  nor a market be attached again. A stack that holds state is protected from going. */
const clinging = (among: readonly DeployedStack[]): string[] =>
  among
    .filter(({ path }) => !isStateful(path))
    .flatMap(({ resources }) => resources)
    .filter(
      ({ type, properties, raw: { DeletionPolicy } }) =>
        DeletionPolicy === "Retain" && [`${type.split("::").at(-1)}Name`, "Name"].some((name) => name in properties),
    )
    .map((resource) => say(resource));
/** Losing one of these loses what nobody can make again. */
const irreplaceable = ["AWS::DynamoDB::GlobalTable", "AWS::KMS::Key", "AWS::Cognito::UserPool"];

describe("tables", () => {
  const tables = ofType("AWS::DynamoDB::GlobalTable", stacks);

  test("are those of the domains, each in every site of its domain: a file named table.ts is enough", () => {
    const declared = files.filter((path) => isTable(path) && !path.startsWith("packages/platform/")).map(domainOf);
    const specs = sites.flatMap((site) => tablesOf({ code: site }).map((spec) => tableNameOf(site, spec)));
    const ofMarkets = declared.filter((domain) => domain !== "headquarters").length;
    expect(specs).toHaveLength(markets.length * ofMarkets + declared.length - ofMarkets);
    for (const { name } of deployments) {
      const deployed = tables.filter(({ stack }) => stack.deployment.name === name);
      expect(deployed.map(({ properties }) => properties.TableName).sort(), name).toEqual(specs.sort());
    }
    expect(new Set(specs).size).toBe(specs.length);
  });

  test("are encrypted with their own site's key and recoverable to any second", () => {
    const wrong = tables.filter((table) => {
      const [replica, ...more] = table.properties.Replicas;
      const key = referred(table, replica.SSESpecification?.KMSMasterKeyId);
      return (
        more.length > 0 ||
        replica.Region !== table.stack.region ||
        !table.properties.SSESpecification?.SSEEnabled ||
        key?.type !== "AWS::KMS::Key" ||
        !replica.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled
      );
    });
    expect(wrong.map((table) => say(table))).toEqual([]);
    expect(tables.length).toBeGreaterThan(0);
  });

  test("are of no other kind", () => expect(ofType("AWS::DynamoDB::Table", stacks)).toEqual([]));

  test("resist deletion where data matter", () => {
    const wrong = ofType("AWS::DynamoDB::GlobalTable", durable).filter(
      ({ properties }) => !properties.Replicas[0].DeletionProtectionEnabled,
    );
    expect(wrong.map((table) => say(table))).toEqual([]);
  });
});

test("keys are rotated", () => {
  const wrong = ofType("AWS::KMS::Key", stacks).filter(({ properties }) => properties.EnableKeyRotation !== true);
  expect(wrong.map((key) => say(key))).toEqual([]);
});

test("what cannot be made again stands in stateful stacks, and outlives them where data matter", () => {
  const found = irreplaceable.flatMap((type) => ofType(type, durable));
  const wrong = found.filter(
    ({ stack, raw }) =>
      !isStateful(stack.path) || raw.DeletionPolicy !== "Retain" || raw.UpdateReplacePolicy !== "Retain",
  );
  expect(wrong.map((resource) => say(resource))).toEqual([]);
  expect(found.length).toBeGreaterThan(0);
});

test("stateful stacks cannot be deleted by mistake where data matter", () => {
  const wrong = durable.filter(({ path, terminationProtection }) => terminationProtection !== isStateful(path));
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

describe("what outlives a stack that can be made again", () => {
  test("has no name that would then be taken", () => expect(clinging(stacks)).toEqual([]));

  test("is seen with a name, and without one is not", () => {
    const kept = (Type: string, Properties: object) => ({ Type, Properties, DeletionPolicy: "Retain" });
    const parts = {
      Log: kept("AWS::Logs::LogGroup", { LogGroupName: "/aws/lambda/archipelago-aa-pay" }),
      Secret: kept("AWS::SecretsManager::Secret", { Name: "archipelago-aa-signing" }),
      Nameless: kept("AWS::Logs::LogGroup", {}),
      Gone: { Type: "AWS::Logs::LogGroup", Properties: { LogGroupName: "/archipelago/aa/x" } },
    };
    expect(offendersOf(clinging, parts)).toEqual(["Log", "Secret"]);
  });
});

describe("logs", () => {
  test("are kept as long as their deployment says, under no name but their site's, and outlive their stack where data matter", () => {
    expect(badLogs(stacks)).toEqual([]);
    expect(ofType("AWS::Logs::LogGroup", stacks).length).toBeGreaterThan(0);
  });

  const log = (properties: object, more: object = { DeletionPolicy: "Retain" }) => ({
    Type: "AWS::Logs::LogGroup",
    Properties: { LogGroupName: "/aws/lambda/archipelago-aa-pay", RetentionInDays: prod.logDays, ...properties },
    ...more,
  });

  test("that break the law are seen", () => {
    const Access = log({ LogGroupName: "/archipelago/aa/access" });
    expect(offendersOf(badLogs, { Good: log({}), Access, NoName: log({ LogGroupName: undefined }) })).toEqual([]);
    expect(
      offendersOf(badLogs, {
        KeptForEver: log({ RetentionInDays: undefined }),
        TooShort: log({ RetentionInDays: 1 }),
        ForeignName: log({ LogGroupName: "/aws/lambda/archipelago-bb-pay" }),
        GoneWithItsStack: log({}, {}),
      }),
    ).toEqual(["KeptForEver", "TooShort", "ForeignName", "GoneWithItsStack"]);
  });
});

test("no stack has more than 400 resources, and none imports a value of another", () => {
  expect(stacks.filter(({ resources }) => resources.length > 400).map(({ path }) => path)).toEqual([]);
  expect(stacks.filter(({ text }) => text.includes("Fn::ImportValue")).map(({ path }) => path)).toEqual([]);
});

test("what a stack reads of another when it is deployed, a stack before it has written", () => {
  const written = new Map(
    stacks.flatMap((stack) =>
      resourcesOf("AWS::SSM::Parameter", [stack]).map(({ properties: { Name } }) => [
        `${stack.deployment.name} ${Name}`,
        stack.path,
      ]),
    ),
  );
  const read = stacks.flatMap((stack) => {
    const { Parameters = {} } = JSON.parse(stack.text) as { Parameters?: Record<string, { Default?: string }> };
    return Object.values(Parameters).flatMap(({ Default = "" }) =>
      Default.startsWith("/archipelago/") ? [{ stack, name: Default }] : [],
    );
  });
  const wrong = read.filter(
    ({ stack, name }) => !stack.after.includes(written.get(`${stack.deployment.name} ${name}`) ?? "nobody"),
  );
  expect(wrong.map(({ stack, name }) => `${stack.path} reads ${name}`)).toEqual([]);
  expect(read.length).toBeGreaterThan(0);
});

test("everything is tagged with its site and deployment", () => {
  const wrong = ["AWS::DynamoDB::GlobalTable", "AWS::Lambda::Function", "AWS::SQS::Queue"]
    .flatMap((type) => ofType(type, stacks))
    .filter(({ stack, properties }) => {
      const tags = JSON.stringify(properties.Tags ?? properties.Replicas?.[0].Tags ?? []);
      return (
        !tags.includes(`"archipelago:site","Value":"${stack.site}"`) ||
        !tags.includes(`"Value":"${stack.deployment.name}"`)
      );
    });
  expect(wrong.map((resource) => say(resource))).toEqual([]);
});
