import ts from "typescript";
import { describe, expect, test } from "vitest";
import { eachNode, isEntry, sources } from "#test/architecture/sources";
import { catalogueText } from "./catalogue-text.ts";
import { type Start, startedFunctions } from "./function-starts.ts";

const functions = await startedFunctions();
const text = await catalogueText();

/** What a function stands below in the printed catalogue: `every minute`, `ordering.placed.v2`, `GET /orders`. */
function headsOf(text: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const heads = new Map<string, string[]>();
  for (const block of text.join("\n").split("\n\n")) {
    const lines = block.split("\n");
    const above = lines.filter((line) => /^[^ →]/.test(line));
    for (const [, file = ""] of block.matchAll(/^ *→ (functions\/[^\s,]+)/gm))
      heads.set(file, [...(heads.get(file) ?? []), ...above]);
  }
  return heads;
}

const printedAs: { readonly [By in Start["by"]]: (start: Extract<Start, { by: By }>) => readonly string[] } = {
  events: ({ types }) => types.map((type) => type.replace("archipelago.", "")),
  crossing: ({ types }) => types.map((type) => type.replace("archipelago.", "")),
  requests: ({ routes }) => routes.map((key) => key.replace("$default", "everything that is no route")),
  work: ({ from }) => from.map((file) => `from ${file}`),
  stream: ({ tables }) => tables,
  clock: ({ everyMinutes }) => [everyMinutes === 1 ? "every minute" : `every ${everyMinutes} minutes`],
  token: () => ["before Cognito signs a token"],
};
const headsFor = (start: Start) => (printedAs[start.by] as (start: Start) => readonly string[])(start).toSorted();

describe("the printed catalogue", () => {
  test("has every function of functions/, each below all that starts it and nothing else", () => {
    const heads = [...headsOf(text)].map(([file, above]) => [file, above.toSorted()] as const);
    const expected = functions.map(({ file, start }) => [file, headsFor(start)] as const);
    expect(new Map(heads)).toEqual(new Map(expected));
    expect([...headsOf(text).keys()].sort()).toEqual(
      sources
        .map(({ path }) => path)
        .filter(isEntry)
        .sort(),
    );
  });

  test("says how the centre stamps what crosses", () =>
    expect(text.filter((line) => line.includes('{"market":"<the market>","event":"<the event>"}'))).toHaveLength(2));

  test("says how every event comes onto a bus", () => {
    const ways = text.filter((line) => line.startsWith("  put on "));
    expect(ways.filter((line) => !/ by functions\/\S+/.test(line))).toEqual([]);
    expect(ways.length).toBeGreaterThanOrEqual(text.filter((line) => line.startsWith("  made in ")).length);
  });
});

/** Which construct deploys what is started so. */
const deployedBy: Readonly<Record<string, readonly Start["by"][]>> = {
  HttpService: ["requests"],
  Consumer: ["events"],
  QueueWorker: ["work", "crossing"],
  StreamConsumer: ["stream"],
  ScheduledFunction: ["clock"],
  PreTokenTrigger: ["token"],
};

/** Every function that a service of infra deploys, as `Consumer payments/pay.event`: from what it writes. */
const deployed = sources
  .filter(({ path }) => path.startsWith("infra/services/"))
  .flatMap(({ tree, text }) => {
    const constants = new Map([...text.matchAll(/const entry = "([^"]+)"/g)].map(([, entry]) => ["entry", entry]));
    const found: string[] = [];
    eachNode(tree, (node) => {
      if (!ts.isNewExpression(node) || !(node.expression.getText(tree) in deployedBy)) return;
      const wiring = node.getText(tree);
      const entry = /\bentry: "([^"]+)"/.exec(wiring)?.[1] ?? constants.get("entry");
      found.push(`${node.expression.getText(tree)} ${entry}`);
    });
    return found;
  });

test("infra deploys every function with the construct for what starts it in the catalogue", () => {
  const catalogued = functions.map(({ file, start }) => {
    const [construct] = Object.entries(deployedBy).find(([, starts]) => starts.includes(start.by)) ?? [];
    return `${construct} ${file.replace(/^functions\/|\.ts$/g, "")}`;
  });
  expect(deployed.toSorted()).toEqual(catalogued.toSorted());
});
