import ts from "typescript";
import { expect, test } from "vitest";
import { markets } from "#markets/directory";
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

test("the words are found where they would stand", () => {
  const tree = ts.createSourceFile(
    "x.ts",
    'const brTax = isGB("us-east-1"); const abroad = "all of us";',
    ts.ScriptTarget.Latest,
    true,
  );
  expect(mentions({ path: "x.ts", text: tree.text, tree })).toHaveLength(3);
});
