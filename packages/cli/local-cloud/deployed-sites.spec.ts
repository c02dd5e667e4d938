import { expect, test } from "vitest";
import { type DeployedSite, deploymentReader } from "./deployed-sites.ts";

const stacks = [
  "local/us/access",
  "local/us/ordering",
  "local/uk/access",
  "local/uk/ordering",
  "local/central/access",
].map((name) => ({
  name,
  id: `${name.replaceAll("/", "")}FFD88CEF`,
}));
const at = (code: string) => `http://localhost:1/${code}`;
const output = (code: string) => `local${code}accessFFD88CEF.ApiUrl = ${at(code)}`;

/** What a listener gets of a deployment that prints these lines. */
function receivedFrom(lines: readonly string[]) {
  const [deployed, sites]: [string[], DeployedSite[]] = [[], []];
  const take = deploymentReader(stacks, {
    onStack: (stack) => deployed.push(stack),
    onSite: (site) => sites.push(site),
  });
  for (const line of lines) take(line);
  return { deployed, sites };
}

test("a site is complete with its last stack, whichever site that is first", () =>
  expect(
    receivedFrom([
      "local/us/access:  start: Building",
      " ✅  local/us/access",
      output("us"),
      " ✅  local/uk/access",
      output("uk"),
      " ✅  local/uk/ordering (no changes)",
      " ✅  local/us/ordering",
    ]),
  ).toEqual({
    deployed: ["local/us/access", "local/uk/access", "local/uk/ordering", "local/us/ordering"],
    sites: [
      { code: "uk", url: at("uk") },
      { code: "us", url: at("us") },
    ],
  }));

test("its address may come last", () =>
  expect(receivedFrom([" ✅  local/central/access", "Outputs:", output("central")]).sites).toEqual([
    { code: "central", url: at("central") },
  ]));

test("it is announced once, however often its lines are repeated", () => {
  const lines = [" ✅  local/central/access", output("central")];
  expect(receivedFrom([...lines, ...lines]).sites).toHaveLength(1);
});

test("what failed is not there", () =>
  expect(receivedFrom([" ❌  local/us/access failed: Error", "local-us-access: creating"])).toEqual({
    deployed: [],
    sites: [],
  }));
