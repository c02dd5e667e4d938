import { globSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { markets } from "#markets/directory";
import { runNode } from "#test/support/command";
import { addWishes, changedFiles } from "#test/support/new-domain";
import { repositoryCopy } from "#test/support/own-repository";

describe("a domain with one route and one consumer", { timeout: 400_000 }, () => {
  let folder: string;
  const run = (script: string, ...words: readonly string[]) =>
    runNode([join(folder, "node_modules", script), ...words], {
      cwd: folder,
      env: { ...process.env, CDK_VALIDATION: "false", CDK_DISABLE_CLI_TELEMETRY: "true", CI: "true" },
    });

  beforeAll(() => {
    folder = repositoryCopy("new-domain");
    addWishes(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("changes at most three files besides its own", () => expect(changedFiles.length).toBeLessThanOrEqual(3));

  test("compiles", async () => {
    const { code, out } = await run("typescript/bin/tsc", "--noEmit", "--incremental", "false");
    expect(out).toBe("");
    expect(code).toBe(0);
  });

  test("meets the rules of the house and the contracts, and its own specs", async () => {
    const { code, out } = await run("vitest/vitest.mjs", "run", "--project", "architecture", "--project", "contracts");
    expect(out.split("\n").filter((line) => line.includes("FAIL"))).toEqual([]);
    expect(code).toBe(0);
    const own = await run("vitest/vitest.mjs", "run", "--project", "unit", "packages/wishes");
    expect(own.code, own.out).toBe(0);
  });

  test("is deployed by the next synth, in a stack of its own in every market", async () => {
    const output = join(folder, "assembly");
    const { code, err } = await run("aws-cdk/bin/cdk", "synth", "--quiet", "-c", "deployment=local", "-o", output);
    expect(code, err).toBe(0);
    const templates = globSync("**/*wishes*.template.json", { cwd: output });
    expect(templates).toHaveLength(markets.length);
    for (const template of templates) {
      const { Resources } = JSON.parse(readFileSync(join(output, template), "utf8")) as Template;
      const resources = Object.values(Resources);
      expect(resources.flatMap(({ Properties }) => Properties?.RouteKey ?? [])).toEqual(["POST /wishes/{id}"]);
      const types = new Set(resources.map(({ Type }) => Type));
      for (const part of ["Lambda::Function", "SQS::Queue", "Events::Rule", "CloudWatch::Alarm"])
        expect(types).toContain(`AWS::${part}`);
    }
  });
});

type Template = {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: { readonly RouteKey?: string } }>
  >;
};
