import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundle } from "#infra/bundle";
import { mapsOf } from "#infra/source-maps";
import { root } from "../local-cloud/places.ts";
import { readable } from "./readable.ts";
import { mapOfFunction } from "./release-maps.ts";

const assembly = mkdtempSync(join(tmpdir(), "archipelago-maps-"));
const entry = "outbox/relay.stream";
const commit = "0123456789abcdef0123456789abcdef01234567";
const functionName = "archipelago-aa-outbox-relay-stream";
const wanted = { assemblies: [join(assembly, "nothing"), assembly], commit, functionName };
/** What a function says that lacks its variables. */
let trace: string;

beforeAll(async () => {
  const folders = { bundles: join(assembly, "bundles"), maps: mapsOf(assembly, commit) };
  const place = await bundle({ site: "aa", market: "no-market", includes: (one) => one === entry }, folders);
  mkdirSync(mapsOf(assembly, "fedcba9"));
  mkdirSync(join(mapsOf(assembly, commit), "cc")); // has no map of what is the same everywhere
  trace = spawnSync(process.execPath, [join(place, entry, "index.mjs")], { encoding: "utf8", env: {} }).stderr;
});
afterAll(() => rmSync(assembly, { recursive: true }));

describe("a stack trace of a deployed function", () => {
  test("is read as lines of our sources", () => {
    expect(trace).toMatch(/index\.mjs:\d+:\d+/);
    const { text, places } = readable(trace, mapOfFunction(wanted));
    expect(places).toBeGreaterThan(1);
    expect(text).not.toMatch(/index\.mjs:\d+:\d+/);
    const [, file = "", line] = /at .*\b(packages\/platform\/environment\.ts):(\d+):\d+/.exec(text) ?? [];
    expect(readFileSync(join(root, file), "utf8").split("\n")[Number(line) - 1]).toContain("throw new Error");
    expect(text).toContain(`functions/${entry}.ts:`);
  });

  test("is read within the line of a log, which stays JSON", () => {
    const stack = trace
      .split("\n")
      .filter((line) => /^ +at /.test(line))
      .join("\n")
      .replaceAll(/file:\/\/\S+index/g, "file:///var/task/index");
    const { text } = readable(
      JSON.stringify({ level: "ERROR", error: { name: "Error", stack } }),
      mapOfFunction(wanted),
    );
    expect(JSON.parse(text).error.stack).toMatch(/packages\/platform\/environment\.ts:\d+:\d+/);
    expect(text).not.toContain("/var/task");
  });

  test("says nothing of places that no map knows", () => {
    expect(readable("at file:///var/task/index.mjs:99:1", mapOfFunction(wanted)).text).toContain("index.mjs:99:1");
    expect(readable("at node:internal/process:1:2", mapOfFunction(wanted))).toEqual({
      text: "at node:internal/process:1:2",
      places: 0,
    });
  });
});

describe("the map of a function", () => {
  test("is found by how a commit begins, by the path of a log, and for one of several that one entry makes", () => {
    for (const other of [
      { commit: "0123456" },
      { functionName: `/aws/lambda/${functionName}` },
      { functionName: `${functionName}-ordering` },
      { functionName: functionName.replace("-aa-", "-cc-") },
    ])
      expect(mapOfFunction({ ...wanted, ...other }).payload.sources).toContain(`functions/${entry}.ts`);
  });

  test("that was not kept is asked for by name, with those that were", () => {
    expect(() => mapOfFunction({ ...wanted, commit: "beef" })).toThrow(
      `the maps of beef are not here; there are those of ${commit}, fedcba9. \`npx cdk synth\` keeps`,
    );
    expect(() => mapOfFunction({ ...wanted, assemblies: [] })).toThrow("there are none");
  });

  test.each(["archipelago-aa-outbox-relay", "archipelago-bb-outbox-relay-stream", "outbox", "archipelago-aa-"])(
    "of no function such as %s is refused",
    (name) => expect(() => mapOfFunction({ ...wanted, functionName: name })).toThrow("has no function called"),
  );
});
