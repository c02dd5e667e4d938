import { expect, test } from "vitest";
import { prod } from "#infra/deployments";
import { type DeployedStack, resourcesOf, say, synthesiseCentre } from "./synth.ts";
import { stacks } from "./whole-app.ts";

/** As many markets as somebody may open some day. */
const many = Array.from({ length: 40 }, (_, index) => ({
  code: `market${String.fromCharCode(97 + (index % 26), 97 + Math.floor(index / 26))}`,
  account: String(300_000_000_000 + index),
  region: "ap-southeast-2",
}));

type Statement = { readonly Condition?: Readonly<Record<string, object>> };

/** Policies of queues that SQS refuses: it takes 20 statements, 10 conditions and 8,192 bytes. */
const tooLong = (among: readonly DeployedStack[]): string[] =>
  resourcesOf("AWS::SQS::QueuePolicy", among)
    .filter(({ properties: { PolicyDocument } }) => {
      const conditions = PolicyDocument.Statement.flatMap(({ Condition = {} }: Statement) =>
        Object.values(Condition).flatMap((keys) => Object.keys(keys)),
      );
      return (
        PolicyDocument.Statement.length > 20 || conditions.length > 10 || JSON.stringify(PolicyDocument).length > 8_192
      );
    })
    .map((policy) => say(policy));

/** Functions that Lambda refuses: it takes 4 kB of variables. */
const tooTalkative = (among: readonly DeployedStack[]): string[] =>
  resourcesOf("AWS::Lambda::Function", among)
    .filter(({ properties }) => JSON.stringify(properties.Environment?.Variables ?? {}).length > 4_096)
    .map((lambda) => say(lambda));

/** Stacks that come near to what CloudFormation takes: 500 resources, or 1 MB. */
const tooLarge = (among: readonly DeployedStack[]): string[] =>
  among
    .filter(({ resources, text }) => resources.length > 400 || text.length > 800_000)
    .map(({ path, resources, text }) => `${path}: ${resources.length} resources, ${text.length} bytes`);

test("the centre has room for forty markets", () => {
  const centre = synthesiseCentre(prod, many);
  expect(tooLong(centre)).toEqual([]);
  expect(tooTalkative(centre)).toEqual([]);
  expect(tooLarge(centre)).toEqual([]);
  expect(resourcesOf("AWS::Events::Rule", centre).length).toBeGreaterThanOrEqual(many.length);
});

test("every stack has room for more", () => expect(tooLarge(stacks)).toEqual([]));
