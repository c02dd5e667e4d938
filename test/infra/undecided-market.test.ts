import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { markets } from "#markets/directory";
import { archipelagoIn, type Ended, runNode } from "#test/support/command";
import { repositoryCopy } from "#test/support/own-repository";

const folder = repositoryCopy("undecided");
const env = { ...process.env, CDK_DISABLE_CLI_TELEMETRY: "true", CI: "true" };
const run = (script: string, ...words: readonly string[]): Promise<Ended> =>
  runNode([join(folder, "node_modules", script), ...words], { cwd: folder, env });
const copied = /^these markets cannot be deployed:\n( {2}ca: \S+: is copied, and still has to be decided\n)+/;

beforeAll(async () => {
  const { code, err } = await archipelagoIn(folder, env, ["market", "new", "ca", "--like", "us"]);
  expect(code, err).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a market that somebody still decides on stops no other: their stacks are listed, and what is left is said", async () => {
  const { code, out, err } = await run("aws-cdk/bin/cdk", "ls", "-c", "deployment=dev");
  const sites = [...new Set(out.match(/(?<=^dev\/)[a-z]+/gm))].sort();
  expect({ code, sites }, err).toEqual({ code: 0, sites: ["central", ...markets.map((market) => market.code)].sort() });
  expect(err).toMatch(copied);
});

test("tests fail in that sentence, not each in its own words", async () => {
  const { code, out, err } = await run("vitest/vitest.mjs", "run", "packages/markets/directory.spec.ts");
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toMatch(copied);
});
