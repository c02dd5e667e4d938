import ts from "typescript";
import { describe, expect, test } from "vitest";
import { standing } from "./house.ts";
import { importsOf, reachedPackages } from "./imports.ts";
import { eachNode, isContract, isManifest, isSpec, isTable, placeOf, type Source, sources } from "./sources.ts";

/** Where a domain touches the world: its stores, and the payment provider that plays the world in tests. */
const isAdapter = (path: string): boolean => /\/dynamo-[^/]+\.ts$|\/sandbox\//.test(path);
/** The forms in which a store keeps, writes and reads things: made of DynamoDB's types, yet without clock or chance. */
const isStorageForm = (path: string): boolean => /-(items?|writes?|reads)\.ts$/.test(path);
/** A file that waits carries something out; one that does not decides. */
const waits = ({ text }: Source): boolean => /\b(async|await|Promise)\b/.test(text);
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
const clockAndChance: Readonly<Record<string, string>> = {
  "Date.now": "time arrives as an argument",
  "performance.now": "time arrives as an argument",
  "Temporal.Now": "time arrives as an argument",
  "Math.random": "chance arrives as an argument",
  "crypto.randomUUID": "ids arrive as arguments",
  newId: "ids arrive as arguments",
  randomUUID: "ids arrive as arguments",
  randomBytes: "chance arrives as an argument",
  setTimeout: "a decision does not wait",
  fetch: "a decision reads nothing",
};

/** What even those who carry decisions out must be given; only an id or a pause they may take themselves. */
const allowedToShells = new Set(["newId", "setTimeout"]);

const isCalled = (node: ts.Node): boolean => ts.isCallExpression(node.parent) && node.parent.expression === node;

function impurities(source: Source): string[] {
  const found: string[] = [];
  eachNode(source.tree, (node) => {
    if (ts.isCallExpression(node)) {
      const called = node.expression.getText(source.tree);
      const why = waits(source) && allowedToShells.has(called) ? undefined : clockAndChance[called];
      if (why) found.push(`${placeOf(source, node)} calls ${called}: ${why}`);
    }
    if (ts.isNewExpression(node) && node.expression.getText(source.tree) === "Date" && !node.arguments?.length)
      found.push(`${placeOf(source, node)} reads the clock with new Date(): time arrives as an argument`);
    if (ts.isPropertyAccessExpression(node) && !isCalled(node)) {
      const named = node.getText(source.tree);
      if (named === "process.env") found.push(`${placeOf(source, node)} reads process.env: values arrive as arguments`);
      else if (clockAndChance[named]) found.push(`${placeOf(source, node)} uses ${named}: ${clockAndChance[named]}`);
    }
  });
  return found;
}

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
