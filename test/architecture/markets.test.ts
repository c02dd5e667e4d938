import ts from "typescript";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { markets } from "#markets/directory";
import { notReadYet } from "#markets/not-read-yet";
import { marketSchema } from "#markets/schema";
import { standing } from "./house.ts";
import { eachNode, isSpec, placeOf, type Source, sources } from "./sources.ts";

/** Codes and countries that are also everyday words of English or of code: only their capital form counts. */
const everydayWords = new Set(
  "ad ag al am an as at au be by cc cd do id ie im in io is it la ma md me mo my ne no pm sc sh so st to tv va vi".split(
    " ",
  ),
);

const names = new Set(markets.flatMap(({ code, countries }) => [code, ...countries]));
const meansMarket = (word: string): boolean =>
  everydayWords.has(word.toLowerCase())
    ? word === word.toUpperCase() && names.has(word)
    : names.has(word.toLowerCase()) || names.has(word.toUpperCase());

/** `placeBrOrder`, `BR_RATE` and `br-tax` hold the word `br`; `abroad` does not. */
const wordsOf = (identifier: string): string[] =>
  identifier
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .split(/[^A-Za-z0-9]+|(?<=\d)(?=[A-Za-z])/);

function mentions(source: Source): string[] {
  const found: string[] = [];
  const check = (node: ts.Node, words: readonly string[]): void => {
    const word = words.find(meansMarket);
    if (word) found.push(`${placeOf(source, node)} names “${word}” in ${node.getText(source.tree).slice(0, 60)}`);
  };
  eachNode(source.tree, (node) => {
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) check(node, wordsOf(node.text));
    // prose may say “us”; a literal without a space is a name, a key or a code
    else if (ts.isStringLiteralLike(node)) check(node, /\s/.test(node.text) ? [] : wordsOf(node.text));
    else if (ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node))
      check(node, /\s/.test(node.text) ? [] : wordsOf(node.text));
  });
  return found;
}

const marketBlind = sources.filter(({ path }) => {
  if (isSpec(path)) return false;
  const { layer } = standing(path);
  return (
    layer === "domain" ||
    layer === "functions" ||
    layer === "platform" ||
    /^infra\/(constructs|services|stages|laws)\//.test(path)
  );
});

test("no domain, function, platform file or construct names a market or a country", () =>
  expect(marketBlind.flatMap(mentions)).toEqual([]));

/** What says what a market is; everything else that is no spec may read it. */
const saysMarkets =
  /^packages\/(markets\/(definitions\/|schema|(definition|belonging)-check|not-read-yet|no-market|undecided)|cli\/new-market\/)/;
/** Names of whatever code takes out of a value: `market.nodes`, `{ nodes } = market`, `import { nodes } from "#market"`. */
const taken = new Set(
  sources.flatMap(({ path, tree }) => {
    const names: string[] = [];
    if (isSpec(path) || saysMarkets.test(path)) return names;
    eachNode(tree, (node) => {
      if (ts.isPropertyAccessExpression(node)) names.push(node.name.text);
      else if (ts.isBindingElement(node) || ts.isImportSpecifier(node))
        names.push((node.propertyName ?? node.name).getText(tree));
    });
    return names;
  }),
);

type JsonSchema = {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
};

/** Every path of a definition, lists and records passed through: `nodes.cutOff`. */
function pathsOf(schema: JsonSchema, place = ""): readonly string[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, below]) => {
    const path = place === "" ? name : `${place}.${name}`;
    return [path, ...pathsOf(below, path)];
  });
  const { items, additionalProperties: entry, anyOf = [], oneOf = [] } = schema;
  const through = [...anyOf, ...oneOf, ...(items ? [items] : []), ...(typeof entry === "object" ? [entry] : [])];
  return [...own, ...through.flatMap((each) => pathsOf(each, place))];
}

describe("what a definition records", () => {
  const paths = new Set(pathsOf(z.toJSONSchema(marketSchema, { unrepresentable: "any" }) as JsonSchema));
  const waiting = Object.keys(notReadYet);
  /** Says of an entry when it holds and who says so: for people, and for rates that change. */
  const isProvenance = (name: string): boolean => ["validFrom", "validTo", "source", "verifiedOn"].includes(name);

  test("is read by some code, or waits for it by name", () => {
    const unread = [...paths].filter((path) => {
      const name = path.split(".").at(-1) ?? "";
      return !taken.has(name) && !isProvenance(name) && !waiting.some((other) => `${path}.`.startsWith(`${other}.`));
    });
    expect(unread).toEqual([]);
  });

  // that nothing reads what waits is held by the compiler: the type that code is given lacks it
  test("waits by a path that there is, once", () => {
    expect(waiting.filter((path) => !paths.has(path))).toEqual([]);
    expect(waiting.filter((path) => waiting.some((other) => path.startsWith(`${other}.`)))).toEqual([]);
  });

  test("waits without being missed: the list only gets shorter", () => expect(waiting.length).toBeLessThanOrEqual(25));
});

test("the words are found where they would stand", () => {
  const tree = ts.createSourceFile(
    "x.ts",
    'const brTax = isGB("us-east-1"); const abroad = "all of us";',
    ts.ScriptTarget.Latest,
    true,
  );
  expect(mentions({ path: "x.ts", text: tree.text, tree })).toHaveLength(3);
});
