import ts from "typescript";
import { describe, expect, test } from "vitest";
import { standing } from "./house.ts";
import { importsOf, reachedPackages } from "./imports.ts";
import { impurities, waits } from "./impurities.ts";
import { isContract, isManifest, isSpec, isTable, placeOf, type Source, sourceFrom, sources } from "./sources.ts";

/** Where a domain touches the world: its stores, and the payment provider that plays the world in tests. */
const isAdapter = (path: string): boolean => /\/dynamo-[^/]+\.ts$|\/sandbox\//.test(path);
/** The forms in which a store keeps, writes and reads things: made of DynamoDB's types, yet without clock or chance. */
const isStorageForm = (path: string): boolean => /-(items?|writes?|reads)\.ts$/.test(path);
/** The one place that makes ids. */
const makesIds = "packages/kernel/ids.ts";

const inside = sources.filter(
  ({ path }) =>
    !isSpec(path) &&
    path !== makesIds &&
    ["domain", "markets", "kernel"].includes(standing(path).layer ?? "") &&
    !isAdapter(path),
);
const decisions = inside.filter((source) => !waits(source));
const shells = inside.filter(waits);
const pathsOf = (files: readonly Source[]): string[] => files.map(({ path }) => path);
const plainData = sources.filter(({ path }) => isManifest(path) || isTable(path) || isContract(path));

const outsideWorld = /^(@aws-sdk\/|@aws-lambda-powertools\/|@middy\/|aws-lambda|node:(?!crypto$|zlib$)|[a-z_]+:\/\/)/;
const sdk = /^(@aws-sdk\/|@middy\/|aws-lambda)/;
const tooMuchForManifests = /^(@aws-|@middy\/|aws-|node:)/;
/** Each way by which a file of the list loads something forbidden, from the last of our own files that could turn back. */
function waysTo(forbidden: RegExp, paths: readonly string[]): string[] {
  const ways = paths.flatMap((path) =>
    [...reachedPackages(path)].flatMap(([name, way]) => {
      if (!forbidden.test(name)) return [];
      const last = way.findLastIndex((step) => paths.includes(step));
      return [way.slice(last).join(" → ")];
    }),
  );
  return [...new Set(ways)].sort();
}

describe("decisions", () => {
  test("read no clock, no chance and no environment", () => expect(inside.flatMap(impurities)).toEqual([]));

  test("load no SDK, not even through another file", () => {
    const pure = decisions.filter(({ path }) => !isStorageForm(path));
    expect(waysTo(outsideWorld, pathsOf(pure))).toEqual([]);
  });

  test("are carried out by files that use ports: only dynamo-….ts loads an SDK", () =>
    expect(waysTo(sdk, pathsOf(shells.filter(({ path }) => !isStorageForm(path))))).toEqual([]));

  test("take node:crypto for digests only, never for chance", () => {
    const wrong = decisions.flatMap((source) =>
      importsOf(source)
        .filter(({ specifier }) => specifier === "node:crypto")
        .filter(() => /\brandom[A-Z]|\bgetRandomValues\b/.test(source.text))
        .map(({ from, line }) => `${from}:${line}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe("manifests, tables and contracts", () => {
  test("load no SDK and nothing of Node", () => expect(waysTo(tooMuchForManifests, pathsOf(plainData))).toEqual([]));

  test("read no environment, no clock and no chance", () => expect(plainData.flatMap(impurities)).toEqual([]));

  test("do nothing when they are loaded but declare", () => {
    const declares = (node: ts.Statement): boolean =>
      ts.isImportDeclaration(node) ||
      ts.isExportDeclaration(node) ||
      ts.isVariableStatement(node) ||
      ts.isTypeAliasDeclaration(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isFunctionDeclaration(node);
    const wrong = plainData.flatMap((source) =>
      source.tree.statements.filter((node) => !declares(node)).map((node) => placeOf(source, node)),
    );
    expect(wrong).toEqual([]);
  });
});

describe("the law of purity sees", () => {
  const found = (text: string): string[] => impurities(sourceFrom("packages/aa/decide.ts", text));
  const decision = (line: string): string => `export const decide = (now: number) => {\n  ${line}\n};\n`;
  const shell = (line: string): string => `export async function carryOut() {\n  ${line}\n}\n`;

  test("nothing wrong where time and chance are arguments", () =>
    expect(found(decision("return new Date(now).toISOString() + Math.max(now, 1);"))).toEqual([]));

  test.each([
    "Date.now()",
    "performance.now()",
    "new Date()",
    "new Date",
    "Math.random()",
    "crypto.randomUUID()",
    "randomUUID()",
    "randomBytes(8)",
    'newId("ord")',
    "setTimeout(() => {}, 1)",
    'fetch("https://example.com")',
    "process.env.MARKET",
    "[1].map(Math.random)",
  ])("%s in a decision", (what) => {
    const [offence, ...more] = found(decision(`return ${what};`));
    expect(offence).toMatch(/^packages\/aa\/decide\.ts:2 /);
    expect(more).toEqual([]);
  });

  test("a clock even in what carries a decision out, but neither its ids nor its pauses", () => {
    expect(found(shell("return Date.now();"))).toHaveLength(1);
    expect(found(shell('setTimeout(() => newId("ord"), 1);'))).toEqual([]);
  });

  test("an SDK behind another file, with the way to it", () => {
    const way = waysTo(sdk, ["packages/ordering/dynamo-order-store.ts"]);
    expect(way.join()).toContain("@aws-sdk/");
  });
});
