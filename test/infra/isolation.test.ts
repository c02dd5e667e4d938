import { describe, expect, test } from "vitest";
import { type Deployment, deployments, placementOf, prod } from "#infra/deployments";
import { markets } from "#markets/directory";
import { batchPartition, epochPartition } from "#reporting/reporting-items";
import { offendersOf } from "./fixture.ts";
import { exporters, leaking, namesakes } from "./isolation-laws.ts";
import { type DeployedStack, type Resource, referred, say, synthesise } from "./synth.ts";
import { awsStacks, ofType, stacks } from "./whole-app.ts";

const sites = [...markets.map(({ code }) => code), "central"];
/** Names, roles and links of a site: every one of them holds its code. */
const namesOf = (site: string): RegExp => new RegExp(`archipelago[-/]${site}[-/*"]`);

describe("a market", () => {
  test("stands in its own region and account, with all of its stacks", () => {
    const misplaced = stacks.filter(({ site, account, region, deployment }) => {
      const market = markets.find(({ code }) => code === site);
      const home = market
        ? { account: placementOf(deployment, site).account, region: market.region }
        : deployment.centre;
      return account !== home.account || region !== home.region;
    });
    expect(misplaced.map(({ path }) => path)).toEqual([]);
  });

  test("names no resource of another market, in any role or anywhere else", () => {
    const found = stacks.flatMap(({ path, site, text }) =>
      site === "central"
        ? []
        : sites
            .filter((other) => other !== site && other !== "central" && namesOf(other).test(text))
            .map((other) => `${path} names ${other}`),
    );
    expect(found).toEqual([]);
  });

  test("has roles for its own region and account only; across go events, on its own ingress bus in the centre", () => {
    const across = stacks.flatMap((stack) => foreignArns(stack).map((arn) => `${stack.path} ${arn}`));
    const expected = stacks.flatMap(({ path, site, deployment }) => {
      const { account, region } = deployment.centre;
      return site !== "central" && path.endsWith("/reporting")
        ? [`${path} arn:aws:events:${region}:${account}:event-bus/archipelago-central-from-${site}`]
        : [];
    });
    expect(across.filter((line) => !line.includes("/central/"))).toEqual(expected);
  });

  test("takes events on its own bus from its own roles and from nobody else", () => {
    const buses = ofType("AWS::Events::EventBus").filter(
      ({ properties, stack }) => properties.Name === `archipelago-${stack.site}-bus`,
    );
    const refusals = ofType("AWS::Events::EventBusPolicy").filter(
      ({ properties: { Statement } }) => Statement.Effect === "Deny",
    );
    for (const bus of buses) {
      const { stack } = bus;
      const own = `arn:aws:iam::${stack.account}:role/archipelago/${stack.site}/*`;
      const about = ofType("AWS::Events::EventBusPolicy", [stack]).map(({ properties }) => properties.Statement);
      expect(about).toEqual([
        {
          Sid: expect.any(String),
          Effect: "Deny",
          Principal: "*",
          Action: "events:PutEvents",
          Resource: `arn:aws:events:${stack.region}:${stack.account}:event-bus/archipelago-${stack.site}-bus`,
          Condition: { ArnNotLike: { "aws:PrincipalArn": own } },
        },
      ]);
    }
    expect(buses).toHaveLength(awsStacks.filter(({ path }) => path.endsWith("/data")).length);
    expect(refusals.length).toBeGreaterThanOrEqual(buses.length);
  });
});

describe("statements about buses", () => {
  const about = (StatementId: string) => ({ Type: "AWS::Events::EventBusPolicy", Properties: { StatementId } });

  test("have names that nobody else has in their account and region, as AWS can read them", () => {
    for (const { name } of deployments) {
      const ofOne = awsStacks.filter(({ deployment }) => deployment.name === name);
      expect(namesakes(ofOne)).toEqual([]);
    }
    const wrong = ofType("AWS::Events::EventBusPolicy").filter(
      ({ properties: { StatementId, Statement } }) =>
        !/^[a-zA-Z0-9_-]{1,64}$/.test(StatementId) || Statement.Sid !== StatementId,
    );
    expect(wrong.map((policy) => say(policy))).toEqual([]);
    expect(ofType("AWS::Events::EventBusPolicy").length).toBeGreaterThan(0);
  });

  test("that share their name are seen", () =>
    expect(offendersOf(namesakes, { One: about("a"), Same: about("a"), Other: about("b") })).toEqual(["One", "Same"]));
});

describe("the centre", () => {
  test("hears each attached market on a bus of its own, which only that market's roles may use", () => {
    const buses = ofType("AWS::Events::EventBus", stacks).filter(({ properties }) => /-from-/.test(properties.Name));
    for (const { name } of new Set(stacks.map(({ deployment }) => deployment)))
      expect(
        buses.filter(({ stack }) => stack.deployment.name === name).map(({ properties }) => properties.Name),
      ).toEqual(markets.map(({ code }) => `archipelago-central-from-${code}`));
    const wrong = ofType("AWS::Events::EventBusPolicy")
      .filter(({ stack }) => stack.path.endsWith("central/ingress"))
      .filter((policy) => {
        const code = String(referred(policy, policy.properties.EventBusName)?.properties.Name).split("-from-")[1];
        return !JSON.stringify(policy.properties.Statement.Condition).includes(`role/archipelago/${code}/*`);
      });
    expect(wrong.map((policy) => say(policy))).toEqual([]);
  });

  test("stamps every event with the market whose bus it came on", () => {
    const rules = ofType("AWS::Events::Rule", stacks).filter(({ stack }) => stack.path.endsWith("central/ingress"));
    const wrong = rules.filter((rule) => {
      const code = String(referred(rule, rule.properties.EventBusName)?.properties.Name).split("-from-")[1];
      const [{ InputTransformer }] = rule.properties.Targets;
      return InputTransformer?.InputTemplate !== `{"market":"${code}","event":<detail>}`;
    });
    expect(wrong.map((rule) => say(rule, JSON.stringify(rule.properties.Targets[0].InputTransformer)))).toEqual([]);
    expect(rules.length).toBeGreaterThan(0);
  });

  test("reaches into a market with directives only", () => {
    for (const stack of stacks.filter(({ site }) => site === "central")) {
      const expected = stack.path.endsWith("/headquarters")
        ? markets.map(
            ({ code, region }) =>
              `arn:aws:events:${region}:${placementOf(stack.deployment, code).account}:event-bus/archipelago-${code}-directives`,
          )
        : [];
      expect(foreignArns(stack).sort(), stack.path).toEqual(expected.sort());
    }
  });
});

describe("what reaches the centre", () => {
  test("may read the partitions of batches and epochs, and nothing else", () => {
    expect(leaking(stacks)).toEqual([]);
    const attached = stacks.filter(({ site, path }) => site !== "central" && path.endsWith("/reporting"));
    expect(new Set(exporters(stacks).map(({ stack }) => stack.path))).toEqual(
      new Set(attached.map(({ path }) => path)),
    );
    expect([batchPartition(7).replace("7", "*"), epochPartition]).toEqual(["batches#*", "epochs"]);
  });

  const out = { Action: "events:PutEvents", Resource: "arn:aws:events:x:1:event-bus/archipelago-central-from-aa" };
  const Condition = { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["batches#*", "epochs"] } };
  const batches = {
    Action: ["dynamodb:GetItem", "dynamodb:Query"],
    Resource: "arn:aws:dynamodb:x:1:table/t",
    Condition,
  };
  const role = (...Statement: object[]) => ({
    Role: { Type: "AWS::IAM::Policy", Properties: { PolicyDocument: { Statement } } },
  });

  test.each([
    ["facts too", { ...batches, Condition: undefined }],
    ["by an index", { ...batches, Resource: "arn:aws:dynamodb:x:1:table/t/index/byDue" }],
    ["orders", { Action: "dynamodb:GetItem", Resource: "arn:aws:dynamodb:x:1:table/orders" }],
    ["a secret", { Action: "secretsmanager:GetSecretValue", Resource: "arn:aws:secretsmanager:x:1:secret:s" }],
  ])("is seen when it may read %s", (_, more) => {
    expect(offendersOf(leaking, role(out, batches))).toEqual([]);
    expect(offendersOf(leaking, role(out, batches, more))).toHaveLength(1);
    expect(offendersOf(leaking, role(more))).toEqual([]);
  });
});

describe("a detached market", () => {
  const [detached, ...others] = markets.map(({ code }) => code);
  const home = placementOf(prod, detached ?? "");
  const apart: Deployment = {
    ...prod,
    markets: { ...prod.markets, [detached ?? ""]: { ...home, centralLink: "detached" } },
  };
  const before = awsStacks.filter(({ deployment }) => deployment.name === "prod");
  const after = synthesise([apart]);
  const textsOf = (site: string, among = after) => among.filter((stack) => stack.site === site).map(({ text }) => text);

  test("holds no permission, queue, rule, bus, secret or name of the centre", () => {
    const trace = new RegExp(`central|${prod.centre.account}|${prod.centre.region}|directives`);
    expect(textsOf(detached ?? "").filter((text) => trace.test(text))).toEqual([]);
    expect(textsOf(detached ?? "").length).toBeGreaterThan(0);
  });

  test("is unknown to the centre", () => {
    const trace = new RegExp(`\\b${detached}\\b|${home.account}`);
    expect(textsOf("central").filter((text) => trace.test(text))).toEqual([]);
    expect(textsOf("central", before).some((text) => trace.test(text))).toBe(true);
  });

  test("changes nothing in the other markets", () => {
    for (const other of others) expect(textsOf(other)).toEqual(textsOf(other, before));
  });
});

const policies = (stack: DeployedStack): readonly Resource[] =>
  ["AWS::IAM::Policy", "AWS::IAM::Role", "AWS::IAM::ManagedPolicy"].flatMap((type) => ofType(type, [stack]));

/** What a stack's roles name in another region or account. */
const foreignArns = (stack: DeployedStack): string[] => [
  ...new Set(
    policies(stack).flatMap(({ properties }) =>
      [...JSON.stringify(properties).matchAll(/arn:aws:[a-z0-9-]+:([a-z0-9-]*):(\d*):[^"]*/g)]
        .filter(([, region, account]) => (region && region !== stack.region) || (account && account !== stack.account))
        .map(([arn]) => arn),
    ),
  ),
];
